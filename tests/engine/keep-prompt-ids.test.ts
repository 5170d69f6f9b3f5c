import { expect, test } from "vitest";
import { promptIdsOfRun } from "../../db/queries/prompt-ids.ts";
import { runTotals } from "../../db/queries/run-totals.ts";
import { promptsPerRole } from "../../lib/engine/keep-prompt-ids.ts";
import type { EndpointServerOptions } from "../support/endpoint-server.ts";
import { describeFiles, describeStores, type OpenStore } from "../support/stores.ts";
import type { GrowRequest } from "../support/studio.ts";
import { useStudio } from "../support/use-studio.ts";

const roles = ["generator", "verifier", "refiner"];
/** A token a UTF-16 unit, the role before each text: what a chat template does, in small. */
const idsOf = (messages: readonly { readonly role: string; readonly content: string }[]): number[] =>
  [...messages.map(({ role, content }) => `<${role}>${content}`).join(""), "<assistant>"].flatMap((part) =>
    [...part].map((letter) => letter.codePointAt(0) ?? 0),
  );

const growIn = (openStore: OpenStore) => {
  const open = useStudio(openStore);
  return async (options: EndpointServerOptions, request: GrowRequest = {}) => {
    const studio = await open();
    const served = await studio.serve(options);
    const run = await studio.grow(served, { questions: 2, branching: 1, ...request });
    const { status } = await studio.until(run.id, "completed", "failed");
    return {
      studio,
      run,
      status,
      server: served.server,
      settled: async () => {
        await studio.grower.promptIds.settled();
        return await promptIdsOfRun(studio.store, run.id, roles);
      },
    };
  };
};

describeStores("token ids of sampled prompts", (openStore) => {
  const grow = growIn(openStore);

  test("are kept for the first prompts of each role, of the very messages that were sent, and cost the run nothing", async () => {
    const { studio, run, server, settled } = await grow(
      { tokenize: (messages) => ({ count: 1, max_model_len: 8192, tokens: idsOf(messages) }) },
      { questions: 9 },
    );
    const rows = await settled();
    const sent = new Set(server.requests.map(({ body }) => JSON.stringify(body["messages"])));
    for (const role of roles) {
      const own = rows.filter((row) => row.role === role);
      expect(own).toHaveLength(promptsPerRole);
      expect(new Set(own.map(({ treeId }) => treeId)).size).toBe(promptsPerRole);
    }
    for (const { messages, ids, model } of rows) {
      expect(sent).toContain(JSON.stringify(messages));
      expect(ids).toEqual(idsOf(messages));
      expect(model).toBe("test-model");
    }
    expect(server.tokenizedPrompts).toHaveLength(roles.length * promptsPerRole);
    const { requests } = await runTotals(studio.store, run.id);
    expect(requests).toBe(server.requests.length);
    expect(studio.errors).toEqual([]);
  });

  test("are not waited for: a run ends while the server keeps its answer to itself, and so does the engine", async () => {
    const { studio, status, server, settled } = await grow({ tokenize: () => null });
    expect(status).toBe("completed");
    expect(server.tokenizedPrompts.length).toBeLessThanOrEqual(1);
    await studio.grower.stop(2000);
    expect(await settled()).toEqual([]);
    expect(studio.errors).toEqual([]);
  });
});

describeFiles("token ids of sampled prompts", (openStore) => {
  const grow = growIn(openStore);

  test("are asked for once where the server has none, three times where it fails, and the run grows as ever", async () => {
    for (const [told, times] of [
      [404, 1],
      [503, 3],
    ]) {
      const { studio, server, status, settled } = await grow({ tokenize: () => told });
      expect(await settled()).toEqual([]);
      expect(status).toBe("completed");
      expect(server.tokenizedPrompts).toHaveLength(times ?? 0);
      expect(studio.errors).toEqual([]);
    }
  });

  test("are asked for of the next prompt where the server failed once", async () => {
    const tokenize: EndpointServerOptions["tokenize"] = (messages, index) =>
      index === 0 ? 500 : { tokens: idsOf(messages) };
    const { server, settled } = await grow({ tokenize });
    expect(await settled()).toHaveLength(5);
    expect(server.tokenizedPrompts).toHaveLength(6);
  });
});
