import { readZip } from "../export/read-zip.ts";
import { expect, goldOf, sums, test, watchPage } from "./fixtures.ts";

test("an unfinished run from elsewhere asks for an endpoint, takes one with its model, and grows to its end", async ({
  page,
  api,
  request,
  grow,
  startEndpoint,
}) => {
  const seen = watchPage(page);
  const questions = sums(2);
  const { runId } = await grow({ questions, start: false });
  const run = await api.get<{ config: { roles: Record<string, { endpointId: string }> } }>(
    `/api/runs/${runId}`,
  );
  const made = await api.post<{ id: string }>("/api/exports", { runIds: [runId], format: "trees" });
  await expect
    .poll(async () => (await api.get<{ status: string }>(`/api/exports/${made.id}`)).status)
    .toBe("ready");
  const zip = await request.get(`/api/exports/${made.id}/download`);
  const [, bytes] = [...readZip(await zip.body())].find(([name]) => name.startsWith("data/")) ?? [];
  const text = String(bytes).replaceAll(
    run.config.roles["generator"]?.endpointId ?? "",
    "endpoint_elsewhere",
  );
  const answer = await request.post("/api/runs/import", {
    multipart: {
      file: { name: "trees.jsonl", mimeType: "application/jsonl", buffer: Buffer.from(text) },
    },
  });
  const imported = (await answer.json()) as { id: string };
  const server = await startEndpoint({ gold: goldOf(questions), model: "wise-model" });
  const name = `other lab ${Date.now()}`;
  await api.post("/api/endpoints", { name, baseUrl: server.url });

  await page.goto(`/runs/${imported.id}`);
  await expect(page.getByRole("button", { name: "Choose an endpoint" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Resume" })).toHaveCount(0);
  await page.getByRole("button", { name: "Choose an endpoint" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Until now test-model of an endpoint that is not here");
  await dialog.getByLabel("Generator: endpoint").selectOption({ label: name });
  await expect(dialog.getByText(/✓ answers/)).toBeVisible();
  for (const role of ["Generator", "Verifier", "Refiner"])
    await expect(dialog.getByLabel(`${role}: model`)).toHaveValue("wise-model");
  await dialog.getByRole("button", { name: "Save and resume" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("2 of 2 trees")).toBeVisible();
  expect(server.completionsGiven).toBe(2 * 14);
  expect(seen).toEqual([]);
});
