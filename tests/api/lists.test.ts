import { expect, test } from "vitest";
import { describeStudios } from "../support/server.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const hostileCursors = [
  "x",
  "%00",
  encode({}),
  encode([]),
  encode(["a", "b"]),
  encode([9e15, "run_1"]),
  encode([-9e15, "run_1"]),
  encode([2 ** 40]),
  encode([1, 2 ** 40]),
  encode([1, "\0"]),
  encode([2 ** 40, 2 ** 40, "x", 2 ** 40, 2 ** 40]),
  encode([1, 1, "\0", 1, 1]),
  encode([1e308, 1, "1", 1, 1]),
];

describeStudios("lists", (studio) => {
  test("every list refuses a limit out of 1 to 500 with 422, a foreign cursor with 400, and pages by its cursor", async () => {
    const { api } = studio();
    const dataset = await addRows(api, 3);
    const { server, endpointId } = await addServer(api);
    const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
    await api.ended(run.id);
    const { body: made } = await api.call("POST", "/api/exports", { runIds: [run.id], format: "trl" });
    expect(made.id).toBeTruthy();
    for (const address of [
      "/api/datasets",
      `/api/datasets/${dataset.id}/questions`,
      "/api/endpoints",
      "/api/runs",
      `/api/runs/${run.id}/trees`,
      `/api/runs/${run.id}/pairs`,
      `/api/runs/${run.id}/decisions`,
      `/api/runs/${run.id}/votes`,
      `/api/runs/${run.id}/votes/tasks`,
      "/api/exports",
    ]) {
      for (const limit of ["501", "0", "-1", "1.5", "x", "", "1e9"]) {
        const answer = await api.call("GET", `${address}?limit=${limit}`);
        expect([address, limit, answer.status]).toEqual([address, limit, 422]);
        expect(answer.body.errors[0].path).toBe("limit");
      }
      for (const cursor of hostileCursors) {
        const { status } = await api.call("GET", `${address}?cursor=${cursor}`);
        // Some are well-formed places that nothing stands behind.
        expect([address, cursor, status === 200 ? 400 : status]).toEqual([address, cursor, 400]);
      }
      expect((await api.call("GET", `${address}?cursor=x`)).status).toBe(400);
      expect(await api.all(address, 1)).toEqual(await api.all(address));
    }
    await server.close();
  });

  test("ids that cannot be are 404, never a fault", async () => {
    const { api } = studio();
    for (const id of ["none", "%00", "..%2F..%2Fetc", "'%20or%201=1", "%F0%9F%8C%BE", "a".repeat(3000)])
      for (const address of ["datasets", "endpoints", "runs", "trees", "exports"])
        expect([address, id, (await api.call("GET", `/api/${address}/${id}`)).status]).toEqual([
          address,
          id,
          404,
        ]);
    for (const [method, address, body] of [
      ["GET", "nodes/%00/prompt"],
      ["PUT", "nodes/%00/override", { verdict: "correct" }],
      ["GET", "runs/%00/trees"],
      ["GET", "runs/%00/pairs"],
      ["GET", "runs/%00/values"],
      ["GET", "runs/%00/decisions"],
      ["GET", "runs/%00/events"],
      ["POST", "runs/%00/pause"],
      ["DELETE", "runs/%00"],
      ["PATCH", "runs/%00", {}],
      ["GET", "exports/%00/download"],
      ["POST", "endpoints/%00/probe"],
      [
        "POST",
        "runs/none/decisions",
        { decisions: [{ chosenNodeId: "a", rejectedNodeId: "b", verdict: "accept" }] },
      ],
    ] as const)
      expect([address, (await api.call(method, `/api/${address}`, body)).status]).toEqual([address, 404]);
  });
});
