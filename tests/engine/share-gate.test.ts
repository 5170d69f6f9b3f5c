import { expect, test } from "vitest";
import { createEndpoint, patchEndpoint } from "../../db/queries/endpoints.ts";
import { endpointDefaults } from "../../lib/engine/known-endpoints.ts";
import { openFiles } from "../support/stores.ts";
import { useStudio } from "../support/use-studio.ts";

const open = useStudio(openFiles());

test("two endpoints with one address and key are one server: its narrower limit holds for both together", async () => {
  const studio = await open();
  let [underWay, most] = [0, 0];
  const served = await studio.serve({
    latencyMs: 8,
    endpoint: { maxConcurrency: 3 },
    faults: () => {
      most = Math.max(most, ++underWay);
      return "ok";
    },
    answer: () => {
      underWay -= 1;
      return "Final Answer: 7";
    },
  });
  const twin = await createEndpoint(studio.store, {
    ...endpointDefaults,
    name: "the same by another name",
    baseUrl: `${served.server.url}/`,
    maxConcurrency: 8,
    timeoutSeconds: 20,
  });
  const roles = {
    generator: { endpointId: served.endpoint.id, model: "test-model" },
    verifier: { endpointId: twin.id, model: "test-model" },
    refiner: { endpointId: served.endpoint.id, model: "test-model" },
  };
  const run = await studio.grow(served, { questions: 4, branching: 2, siblings: "off", roles });
  await studio.until(run.id, "completed");
  expect(most).toBe(3);
  expect(served.server.requests).toHaveLength(4 * 14);

  const gateOf = async (id: string) => (await studio.grower.laneOf(id)).gate;
  expect(await gateOf(twin.id)).toBe(await gateOf(served.endpoint.id));
  await patchEndpoint(studio.store, twin.id, { apiKey: "another" });
  expect(await gateOf(twin.id)).not.toBe(await gateOf(served.endpoint.id));
  expect((await gateOf(twin.id)).limit).toBe(8);
});
