import { existsSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "./launch/project-root.mjs";
import { buildApp } from "./prepare/build-app.mjs";
import { installPackages } from "./prepare/install-packages.mjs";
import { preflight } from "./preflight.mjs";
import { serve } from "./serve.mjs";

try {
  // What is wrong is said before half a minute is spent on packages; the server looks again when it starts.
  const withPackages = existsSync(path.join(projectRoot, "node_modules", "postgres"));
  const { problems } = await preflight(process.env, { root: projectRoot, withPackages });
  if (problems.length > 0) throw new Error(problems.join("\n"));
  await installPackages();
  await buildApp();
  await serve();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
