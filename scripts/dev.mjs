import path from "node:path";
import { projectRoot } from "./launch/project-root.mjs";
import { runTool } from "./launch/run-tool.mjs";
import { lockDataFolder } from "./preflight/check-data-folder.mjs";
import { preflight } from "./preflight.mjs";
import { buildViewer } from "./prepare/build-viewer.mjs";
import { installPackages } from "./prepare/install-packages.mjs";

await installPackages();
const { problems, port, host, folder } = await preflight(process.env, {
  root: projectRoot,
  withPackages: true,
});
const lock = problems.length > 0 ? problems.join("\n") : lockDataFolder(folder);
if (typeof lock === "string") {
  process.stderr.write(`${lock}\n`);
  process.exit(1);
}
await buildViewer();
const next = path.join(projectRoot, "node_modules", "next", "dist", "bin", "next");
const env = {
  ...process.env,
  MALTHOUSE_DATA: folder,
  MALTHOUSE_ORIGIN: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
};
const args = [next, "dev", "--hostname", host, "--port", String(port)];
process.exitCode = (await runTool(process.execPath, args, { cwd: projectRoot, env, inherit: true })).code;
lock.release();
