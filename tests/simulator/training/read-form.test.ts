import { expect, test } from "vitest";
import { readForm } from "../../../lib/simulator/training/read-form.ts";

const send = (text: string): Request => {
  const form = new FormData();
  form.set("file", new File([text], "rows.jsonl"));
  return new Request("http://127.0.0.1/v1/files", { method: "POST", body: form });
};

test("readForm(request, mostBytes) takes no more bytes than are allowed, though no header announces them", async () => {
  const request = send("x".repeat(5000));
  expect(request.headers.get("content-length")).toBeNull();
  expect(await readForm(request, 5000)).toBe("too large");
  const form = await readForm(send("x".repeat(5000)), 6000);
  expect(form).toBeInstanceOf(FormData);
  const file = (form as FormData).get("file") as File;
  expect([file.name, await file.text()]).toEqual(["rows.jsonl", "x".repeat(5000)]);
});

test("readForm of a body that is no form is null", async () => {
  const body = new Request("http://127.0.0.1/v1/files", { method: "POST", body: "{}" });
  expect(await readForm(body, 6000)).toBeNull();
  expect(await readForm(new Request("http://127.0.0.1/v1/files", { method: "POST" }), 6000)).toBeNull();
});
