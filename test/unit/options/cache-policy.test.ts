import { expect, test } from "vitest";
import { findCachePolicyProblem } from "../../../src/options/cache-policy.ts";

test.each([
  "",
  "prune_after=1h",
  "prune_interval=0x10s:cache_size=100%",
  "cache_size_bytes=1K:cache_size_files=0",
  "cache_size=5%:",
])("%j is a policy", (policy) => {
  expect(findCachePolicyProblem(policy)).toBeUndefined();
});

test.each([
  ["foo", "Unknown key: 'foo'"],
  ["cache_size=5%::cache_size=5%", "Unknown key: ''"],
  ["prune_after", "Duration must not be empty"],
  ["prune_after=s", "'' not an integer"],
  ["prune_interval=5d", "'5d' must end with one of 's', 'm' or 'h'"],
  ["cache_size=5", "'5' must be a percentage"],
  ["cache_size=x%", "'x' not an integer"],
  ["cache_size=101%", "'101' must be between 0 and 100"],
  ["cache_size_bytes=1t", "'1t' not an integer"],
  ["cache_size_files=", "'' not an integer"],
])("%j is none: %s", (policy, problem) => {
  expect(findCachePolicyProblem(policy)).toBe(problem);
});
