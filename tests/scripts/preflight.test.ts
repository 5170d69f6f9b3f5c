import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { describeFreeSpace, describeNetworkFolder } from "../../scripts/preflight/check-data-folder.mjs";
import { preflight } from "../../scripts/preflight.mjs";
import { freshPostgres, hasPostgres } from "../support/postgres.ts";
import { runScript } from "./run-script.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "malthouse-preflight-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const check = (settings: Record<string, string>) =>
  preflight(
    { NODE_ENV: "test", PORT: "0", MALTHOUSE_DATA: path.join(folder, "data"), ...settings },
    {
      root: folder,
      withPackages: true,
    },
  );

async function listen(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { server, port: address !== null && typeof address === "object" ? address.port : 0 };
}

describe("preflight", () => {
  test("finds no problem in the defaults, and makes the data folder inside the clone", async () => {
    const result = await preflight({ NODE_ENV: "test", PORT: "0" }, { root: folder, withPackages: true });
    expect(result).toMatchObject({ problems: [], warnings: [], host: "127.0.0.1", databaseUrl: null });
    expect(result.folder).toBe(path.join(folder, ".malthouse"));
  });

  test.each(["http", "-1", "3000.5", "65536", "0x10", " "])("refuses PORT=%j", async (port) => {
    const { problems } = await check({ PORT: port });
    expect(problems).toEqual([expect.stringContaining(`PORT is "${port}"`)]);
  });

  test.each(["0.0.0.0", "::", "192.168.1.4", "example.org", "127.0.0.1.example.org"])(
    "refuses HOST=%s, with the way round",
    async (host) => {
      const { problems } = await check({ HOST: host });
      expect(problems).toEqual([expect.stringMatching(/this machine only.*ssh -L/)]);
    },
  );

  test.each(["127.0.0.1", "127.0.0.2", "localhost", "::1"])("takes HOST=%s", async (host) => {
    expect((await check({ HOST: host })).problems.filter((line) => line.includes("HOST"))).toEqual([]);
  });

  test("refuses a port that another program listens on", async () => {
    const { server, port } = await listen();
    try {
      const { problems } = await check({ PORT: String(port) });
      expect(problems).toEqual([
        `Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`,
      ]);
    } finally {
      server.close();
    }
  });

  test("refuses a data folder that cannot be made", async () => {
    writeFileSync(path.join(folder, "file"), "");
    const { problems } = await check({ MALTHOUSE_DATA: path.join(folder, "file", "data") });
    expect(problems).toEqual([expect.stringMatching(/cannot be written \(ENOTDIR\)\. Set MALTHOUSE_DATA/)]);
  });

  test.skipIf(process.platform !== "linux")("refuses a data folder where nothing can be made", async () => {
    const { problems } = await check({ MALTHOUSE_DATA: "/proc/nowhere/data" });
    expect(problems).toEqual([expect.stringMatching(/cannot be written \(ENOENT\)/)]);
  });

  test.each(["mysql://host/db", "malthouse", "host:5432/db"])("refuses DATABASE_URL=%s", async (url) => {
    const { problems } = await check({ DATABASE_URL: url });
    expect(problems).toEqual([expect.stringContaining("DATABASE_URL is no PostgreSQL address")]);
  });

  test("refuses a database that cannot be reached, without repeating the password", async () => {
    const { server, port } = await listen();
    await new Promise((resolve) => server.close(resolve));
    const { problems } = await check({ DATABASE_URL: `postgresql://me:hunter2@127.0.0.1:${port}/db` });
    expect(problems).toEqual([expect.stringMatching(/cannot be reached \(ECONNREFUSED\)/)]);
    expect(problems.join()).not.toContain("hunter2");
  });

  test.each([
    ["LOG_LEVEL", "loud"],
    ["MALTHOUSE_DEMO", "no"],
    ["OPENAI_BASE_URL", "localhost:8000"],
    ["OPENAI_BASE_URL", "file:///etc"],
    ["MALTHOUSE_HUB_URL", "huggingface.co"],
  ])("refuses %s=%s", async (name, value) => {
    expect((await check({ [name]: value })).problems).toEqual([expect.stringContaining(`${name} is`)]);
  });

  test("warns of an unknown MALTHOUSE_ name and goes on", async () => {
    const { problems, warnings } = await check({ MALTHOUSE_DTAA: "x" });
    expect(problems).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining("MALTHOUSE_DTAA is set but unknown")]);
  });
});

describe.skipIf(!hasPostgres)("preflight on PostgreSQL", () => {
  test("lets a right DATABASE_URL pass", async () => {
    const database = await freshPostgres();
    try {
      expect((await check({ DATABASE_URL: database.url })).problems).toEqual([]);
    } finally {
      await database.drop();
    }
  });

  test("names a database that does not exist", async () => {
    const database = await freshPostgres();
    await database.drop();
    const { problems } = await check({ DATABASE_URL: database.url });
    expect(problems).toEqual([expect.stringMatching(/does not exist.*createdb/)]);
  });

  test("names a refused login", async () => {
    const database = await freshPostgres();
    const url = new URL(database.url);
    url.username = "nobody_of_this_name";
    try {
      const { problems } = await check({ DATABASE_URL: url.href });
      expect(problems).toEqual([expect.stringMatching(/refuses the login/)]);
    } finally {
      await database.drop();
    }
  });
});

test("describeFreeSpace(folder, space) asks for 50 MB", () => {
  expect(describeFreeSpace("/data", { bavail: 50_000, bsize: 1000 })).toBeNull();
  expect(describeFreeSpace("/data", { bavail: 49_999, bsize: 1000 })).toMatch(/is full: 49 MB left/);
});

test("describeNetworkFolder(folder, type) gives both ways out", () => {
  expect(describeNetworkFolder("/home/me", "nfs4")).toMatch(/nfs4.*MALTHOUSE_DATA.*DATABASE_URL/);
});

test("serve.mjs prints one line for each problem, no stack, and exits with 1", async () => {
  writeFileSync(path.join(folder, "file"), "");
  const settings = { PORT: "no", MALTHOUSE_DATA: path.join(folder, "file") };
  const { code, output } = await runScript("serve.mjs", settings).ended;
  expect(code).toBe(1);
  const lines = output.trimEnd().split("\n");
  expect(lines).toEqual([expect.stringContaining("PORT is"), expect.stringContaining("cannot be written")]);
});
