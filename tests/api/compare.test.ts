import { expect, test } from "vitest";
import type { Json } from "../support/api-client.ts";
import { describeStudios } from "../support/server.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

describeStudios("two runs compared over HTTP", (studio) => {
  test("runs of one data set match by id, show what differs in their configs, and list their questions", async () => {
    const { api } = studio();
    const dataset = await addRows(api, 3);
    const { server, endpointId } = await addServer(api);
    const grow = async (more: object): Promise<Json> => {
      const { body } = await api.call(
        "POST",
        "/api/runs",
        requestOf(dataset.id, endpointId, { seed: 7, ...more }),
      );
      return await api.ended(body.id);
    };
    const a = await grow({});
    const template = `${a.config.roles.verifier.template} Take your time.`;
    const roles = { generator: { endpointId, model: "test-model" }, verifier: { template } };
    const b = await grow({ roles, threshold: 0.25, questions: { limit: 2 } });

    const both = `a=${a.id}&b=${b.id}`;
    const found = await api.get(`/api/compare?${both}`);
    expect(found).toMatchObject({
      isSameConfig: false,
      threshold: 0.5,
      questions: { matched: 2, byText: 0, compared: 2, otherGold: 0 },
    });
    expect(found.warnings.map(({ code }: Json) => code)).toEqual(["threshold", "questions", "few"]);
    const different = found.fields.filter(({ isSame }: Json) => !isSame).map(({ path }: Json) => path);
    expect(different.sort()).toEqual(["questions.limit", "roles.verifier.template", "threshold"]);
    expect(found.measures.every(({ low, high }: Json) => low === null && high === null)).toBe(true);

    const address = `/api/compare/questions?${both}&sort=index`;
    const list = await api.get(address);
    expect(list.items.map(({ a: one, b: other }: Json) => [one.index, other.index])).toEqual([
      [0, 0],
      [1, 1],
    ]);
    expect((await api.call("GET", `${address}&cursor=x`)).status).toBe(400);
    expect((await api.call("GET", `${address}&limit=501`)).status).toBe(422);
    await server.close();
  });

  test("a run that is not there is 404, a threshold above 1 or no second run 422", async () => {
    const { api } = studio();
    expect((await api.call("GET", "/api/compare?a=none&b=none")).status).toBe(404);
    expect((await api.call("GET", "/api/compare?a=none")).status).toBe(422);
    expect((await api.call("GET", "/api/compare?a=none&b=none&threshold=1.5")).status).toBe(422);
  });
});
