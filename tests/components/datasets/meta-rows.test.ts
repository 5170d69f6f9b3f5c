import { expect, test } from "vitest";
import { metaRows } from "../../../components/datasets/meta-rows.ts";

test("metaRows(meta) keeps what says something, 0 and false too", () => {
  const meta = {
    solution: "",
    blank: " ",
    none: null,
    list: [],
    object: {},
    level: 0,
    isHard: false,
    tags: ["a"],
  };
  expect(metaRows(meta)).toEqual([
    ["level", "0"],
    ["isHard", "false"],
    ["tags", '["a"]'],
  ]);
});
