import { runChecks } from "./check/run-checks.mjs";
import { say } from "./launch/say.mjs";
import { installPackages } from "./prepare/install-packages.mjs";

await installPackages();
const { passed, failed } = await runChecks(say);
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
