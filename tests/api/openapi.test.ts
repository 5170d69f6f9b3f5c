import { expect, test } from "vitest";
import type { Json } from "../support/api-client.ts";
import { describedRoutes } from "../../lib/http/openapi.ts";
import { describeStudios, routeMethods, routePaths } from "../support/server.ts";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** The simulator speaks another contract, OpenAI's; the last one answers what is no address. */
const isOurs = (address: string) => !address.startsWith("/simulator/") && !address.includes("[...");

test("the OpenAPI document describes every route that exists, and no other", async () => {
  const existing: string[] = [];
  for (const address of routePaths().filter(isOurs)) {
    const exported = await routeMethods(address);
    for (const method of methods)
      if (method in exported && address !== "/api/openapi.json")
        existing.push(`${method} ${address.replaceAll(/\[(\w+)\]/g, "{$1}")}`);
  }
  expect(describedRoutes.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(
    existing.sort(),
  );
});

describeStudios("GET /api/openapi.json", (studio) => {
  test("is OpenAPI 3.1 with the schemas that validate", async () => {
    const response = await fetch(`${studio().origin}/api/openapi.json`);
    const document: Json = await response.json();
    expect(document.openapi).toMatch(/^3\.1/);
    expect(Object.keys(document.paths)).toEqual([...new Set(describedRoutes.map(({ path }) => path))]);
    const body = document.paths["/api/runs"].post.requestBody.content["application/json"].schema;
    expect(JSON.stringify(body)).toContain("unknownLeaves");
  });

  test("health and metrics answer", async () => {
    expect(await studio().api.get("/api/health")).toMatchObject({ status: "ok", engine: "idle" });
    const { text } = await studio().api.call("GET", "/metrics");
    expect(text).toMatch(/^# TYPE malthouse_runs gauge$/m);
  });
});
