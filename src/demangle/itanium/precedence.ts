/**
 * Operator precedences, tightest first. Printing puts brackets around an operand that binds less tightly than its
 * place.
 */
export const Precedence = {
  primary: 0,
  postfix: 1,
  unary: 2,
  cast: 3,
  memberPointer: 4,
  multiplicative: 5,
  additive: 6,
  shift: 7,
  spaceship: 8,
  relational: 9,
  equality: 10,
  and: 11,
  xor: 12,
  or: 13,
  logicalAnd: 14,
  logicalOr: 15,
  conditional: 16,
  assign: 17,
  comma: 18,
} as const;

export type Precedence = (typeof Precedence)[keyof typeof Precedence];
