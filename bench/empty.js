// What Node costs before it does anything.
