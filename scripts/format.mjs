import path from "node:path";
import { projectRoot } from "./launch/project-root.mjs";
import { runTool } from "./launch/run-tool.mjs";
import { installPackages } from "./prepare/install-packages.mjs";

await installPackages();
const oxfmt = path.join(projectRoot, "node_modules", "oxfmt", "bin", "oxfmt");
const { code } = await runTool(process.execPath, [oxfmt, ...process.argv.slice(2)], {
  cwd: projectRoot,
  inherit: true,
});
process.exitCode = code;
