import { expect, test } from "vitest";
import { readReport } from "../../scripts/test/run-vitest.mjs";

const report = (fields: object): string =>
  JSON.stringify({
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    success: true,
    testResults: [{ status: "passed", assertionResults: [{ status: "passed" }] }],
    ...fields,
  });

test("readReport(text, code) counts a file that failed to load", () => {
  const testResults = [{ status: "failed", assertionResults: [] }];
  expect(readReport(report({ success: false, testResults }), 1)).toEqual({
    passed: 3,
    failed: 1,
    skipped: 0,
  });
});

test("readReport(text, code) does not count a failed test twice", () => {
  const testResults = [{ status: "failed", assertionResults: [{ status: "failed" }] }];
  expect(readReport(report({ numFailedTests: 1, success: false, testResults }), 1).failed).toBe(1);
});

test("readReport(text, code) is one failure when there is no report, or only the exit code tells", () => {
  expect(readReport(null, 0).failed).toBe(1);
  expect(readReport(report({}), 1).failed).toBe(1);
  expect(readReport(report({ success: false }), 0).failed).toBe(1);
});

test("readReport(text, code) keeps skipped tests apart", () => {
  expect(readReport(report({ numPendingTests: 2, numTodoTests: 1 }), 0)).toEqual({
    passed: 3,
    failed: 0,
    skipped: 3,
  });
});
