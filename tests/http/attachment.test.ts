import fc from "fast-check";
import { expect, test } from "vitest";
import { attachment } from "../../lib/http/attachment.ts";

test("attachment(name) is a header for any name, and gives the exact one back", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (name) => {
      const header = attachment(name)["content-disposition"];
      expect(() => new Headers({ "content-disposition": header })).not.toThrow();
      const [, exact = ""] = /filename\*=UTF-8''([\w.~!%-]*)$/.exec(header) ?? [];
      expect(decodeURIComponent(exact)).toBe(name.toWellFormed());
    }),
  );
});

test("attachment(name) takes half a surrogate pair, quotes and line ends", () => {
  expect(attachment('a\ud800"\r\nb')["content-disposition"]).toBe(
    `attachment; filename="a____b"; filename*=UTF-8''a%EF%BF%BD%22%0D%0Ab`,
  );
});
