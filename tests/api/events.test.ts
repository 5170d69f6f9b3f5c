import { expect, test } from "vitest";
import type { ApiClient, ServerEvent } from "../support/api-client.ts";
import { describeStudios } from "../support/server.ts";
import { addRows, addServer, requestOf } from "./questions.ts";

async function collect(
  events: AsyncGenerator<ServerEvent>,
  isEnough: (all: readonly ServerEvent[]) => boolean = () => false,
) {
  const all: (ServerEvent & { at: number })[] = [];
  for await (const event of events) {
    all.push({ ...event, at: performance.now() });
    if (isEnough(all)) break;
  }
  return all;
}

const toldOf = (events: readonly ServerEvent[]) =>
  events.filter(({ event }) => event === "tree").map(({ data }) => `${data.treeId} ${data.status}`);
const treeIdsOf = async (api: ApiClient, runId: string) =>
  (await api.all(`/api/runs/${runId}/trees`)).map(({ id }) => id as string);

describeStudios("GET /api/runs/{id}/events", (studio) => {
  test("progress of now comes first, at most four a second, every tree is told, and the final status comes last", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api, { latencyMs: 40 }, { maxConcurrency: 4 });
    const dataset = await addRows(api, 10);
    const { body: run } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, endpointId, { start: false }),
    );
    const listening = collect(api.events(run.id));
    await api.until(run.id, () => true);
    await api.call("POST", `/api/runs/${run.id}/resume`);
    const events = await listening;
    expect(events[0]).toMatchObject({ event: "progress", data: { id: run.id, status: "paused" } });
    expect(events.at(-1)).toMatchObject({
      event: "progress",
      data: { status: "completed", inFlight: 0, progress: { treesDone: 10 } },
    });
    const progressAt = events.filter(({ event }) => event === "progress").map(({ at }) => at);
    expect(progressAt.length).toBeGreaterThan(2);
    for (const [index, at] of progressAt.entries())
      expect(
        progressAt.filter((other) => other >= at && other < at + 900).length,
        `progress ${index}`,
      ).toBeLessThanOrEqual(4);
    const ids = await treeIdsOf(api, run.id);
    expect(toldOf(events).sort()).toEqual(ids.flatMap((id) => [`${id} completed`, `${id} growing`]).sort());
    const numbers = events.map(({ id }) => Number(id));
    expect(numbers.every((id, index) => index === 0 || id >= (numbers[index - 1] ?? 0))).toBe(true);
    await server.close();
  });

  test("of a run that has ended it is one progress, and the stream ends", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api);
    const dataset = await addRows(api, 1);
    const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
    await api.ended(run.id);
    const events = await collect(api.events(run.id));
    expect(events.map(({ event }) => event)).toEqual(["progress"]);
    expect(events[0]?.data).toEqual(await api.get(`/api/runs/${run.id}`));
    await server.close();
  });

  test("broken off anywhere and resumed by Last-Event-ID, nothing is missed and nothing told twice", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api, { latencyMs: 15 }, { maxConcurrency: 4 });
    const dataset = await addRows(api, 8);
    const { body: run } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, endpointId, { start: false }),
    );
    const told: string[] = [];
    let lastEventId: string | undefined;
    let isStarted = false;
    for (let part = 1; ; part++) {
      let seen = 0;
      let hasEnded = false;
      for await (const event of api.events(run.id, lastEventId === undefined ? {} : { lastEventId })) {
        if (seen === 0) expect(event.event).toBe("progress");
        if (event.id !== null) lastEventId = event.id;
        told.push(...toldOf([event]));
        hasEnded = event.event === "progress" && event.data.status === "completed";
        if (!isStarted) {
          isStarted = true;
          await api.call("POST", `/api/runs/${run.id}/resume`);
        }
        // Breaks off after one event, then two, then three …
        if (++seen >= part) break;
      }
      if (hasEnded && seen < part) break;
      if (part > 60) throw new Error("the run did not end");
    }
    const ids = await treeIdsOf(api, run.id);
    expect([...told].sort()).toEqual(ids.flatMap((id) => [`${id} completed`, `${id} growing`]).sort());
    await server.close();
  });

  test("what was missed is told even when the run has ended meanwhile, with the final status last", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api);
    const dataset = await addRows(api, 3);
    const { body: run } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, endpointId, { start: false }),
    );
    const [first] = await collect(api.events(run.id), (all) => all.length === 1);
    await api.call("POST", `/api/runs/${run.id}/resume`);
    await api.ended(run.id);
    const events = await collect(api.events(run.id, { lastEventId: first?.id ?? "" }));
    const ids = await treeIdsOf(api, run.id);
    expect(toldOf(events).sort()).toEqual(ids.flatMap((id) => [`${id} completed`, `${id} growing`]).sort());
    expect([events[0], events.at(-1)]).toMatchObject([
      { event: "progress" },
      { event: "progress", data: { status: "completed" } },
    ]);
    const again = await collect(api.events(run.id, { lastEventId: events.at(-1)?.id ?? "" }));
    expect(toldOf(again)).toEqual([]);
    await server.close();
  });

  test.each(["1", "0", "99999999999999999", "abc", "-5", "9007199254740000"])(
    "after the id %s, which is none of ours, every begun tree is told with its status of now",
    async (lastEventId) => {
      const { api } = studio();
      const { server, endpointId } = await addServer(api);
      const dataset = await addRows(api, 2);
      const { body: run } = await api.call("POST", "/api/runs", requestOf(dataset.id, endpointId));
      await api.ended(run.id);
      const events = await collect(api.events(run.id, { lastEventId }));
      expect(toldOf(events)).toEqual((await treeIdsOf(api, run.id)).map((id) => `${id} completed`));
      expect([events[0]?.event, events.at(-1)?.event]).toEqual(["progress", "progress"]);
      await server.close();
    },
  );

  test("a change by a person is told: name, threshold, override, pause", async () => {
    const { api } = studio();
    const { server, endpointId } = await addServer(api);
    const dataset = await addRows(api, 1);
    const { body: run } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, endpointId, { start: false }),
    );
    const renamed = collect(api.events(run.id), (all) => all.at(-1)?.data.name === "Rye");
    await api.until(run.id, () => true);
    await api.call("PATCH", `/api/runs/${run.id}`, { name: "Rye" });
    expect((await renamed).length).toBeGreaterThan(1);
    await server.close();
  });

  test("a stream of a run that is deleted ends", async () => {
    const { api } = studio();
    const dataset = await addRows(api, 1);
    const { body: run } = await api.call(
      "POST",
      "/api/runs",
      requestOf(dataset.id, "simulator", { start: false }),
    );
    const listening = collect(api.events(run.id));
    await api.until(run.id, () => true);
    await api.call("DELETE", `/api/runs/${run.id}`);
    expect((await listening).length).toBeGreaterThan(0);
  });

  test("an unknown run is 404, not a stream", async () => {
    expect((await studio().api.call("GET", "/api/runs/none/events")).status).toBe(404);
  });
});
