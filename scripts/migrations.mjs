import path from "node:path";
import { projectRoot } from "./launch/project-root.mjs";
import { runTool } from "./launch/run-tool.mjs";
import { say } from "./launch/say.mjs";
import { installPackages } from "./prepare/install-packages.mjs";

// Writes the next migration of both dialects from the schemas: `npm run migrations -- --name what-changes`.
await installPackages();
const kit = path.join(projectRoot, "node_modules", "drizzle-kit", "bin.cjs");
for (const dialect of ["sqlite", "postgresql"]) {
  say(`${dialect}:`);
  const env = { ...process.env, DRIZZLE_DIALECT: dialect };
  const args = [kit, "generate", ...process.argv.slice(2)];
  const { code } = await runTool(process.execPath, args, { cwd: projectRoot, env, inherit: true });
  if (code !== 0) process.exit(code);
}
