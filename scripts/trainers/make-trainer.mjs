import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runTool } from "../launch/run-tool.mjs";
import { sayStep } from "../launch/say.mjs";
import { fingerprint, isStamped, stampAfter } from "../prepare/stamp.mjs";

/**
 * @typedef {{ name: string, format: string, script: string, alone: readonly string[], needs: readonly string[] }} Trainer
 * `alone` is installed without what it asks for: most of that trains and serves, and each pins another version.
 */

/**
 * The environment variables of a trainer's Python: its compiled files lie in `home`, what it caches in `cache`, and it asks no hub.
 * @param {string} home
 * @param {string} cache
 */
export const trainerVariables = (home, cache) => ({
  ...process.env,
  PYTHONPYCACHEPREFIX: path.join(home, "compiled"),
  HF_HOME: cache,
  HF_HUB_OFFLINE: "1",
});

/** What all of them compute with; its own folder, since it is most of what is fetched. */
const torch = ["torch==2.13.0"];

/** @type {readonly Trainer[]} */
export const trainers = [
  {
    name: "datasets",
    format: "",
    script: "verify_datasets.py",
    alone: [],
    needs: ["datasets==5.2.0", "pyarrow==26.0.1"],
  },
  {
    name: "trl",
    format: "trl",
    script: "verify_trl.py",
    alone: [],
    needs: ["trl==1.16.0", "transformers==5.16.1", "datasets==5.2.0", "peft==0.21.2"],
  },
  {
    name: "llama-factory",
    format: "llama-factory",
    script: "verify_llama_factory.py",
    alone: ["llamafactory==0.9.5"],
    needs: [
      "transformers==5.5.4",
      "datasets==4.0.0",
      "accelerate==1.11.0",
      "peft==0.18.1",
      "trl==0.24.0",
      "omegaconf==2.4.0",
      "einops==0.8.2",
    ],
  },
  {
    name: "axolotl",
    format: "axolotl",
    script: "verify_axolotl.py",
    alone: ["axolotl==0.19.0"],
    needs: [
      "transformers==5.16.1",
      "datasets==4.8.4",
      "trl==1.9.0",
      "accelerate==1.13.0",
      "peft==0.20.0",
      "huggingface_hub==1.17.0",
      "pydantic==2.12.5",
      "addict==2.4.0",
      "art==6.5",
      "colorama==0.4.6",
      "einops==0.8.2",
      "fire==0.7.1",
      "numba==0.68.1",
      "nvidia-ml-py==13.615.71",
      "pillow==13.0.0",
      "posthog==6.7.11",
      "python-dotenv==1.2.4",
      "scipy==1.17.1",
      "typer==0.25.1",
    ],
  },
  {
    name: "openrlhf",
    format: "openrlhf",
    script: "verify_openrlhf.py",
    alone: ["openrlhf==0.11.2"],
    needs: ["transformers==5.16.1", "datasets==5.2.0", "peft==0.21.2", "pylatexenc==2.10", "sympy==1.14.0"],
  },
  {
    name: "verl",
    format: "verl",
    script: "verify_verl.py",
    alone: ["verl==0.9.1"],
    needs: [
      "transformers==5.5.4",
      "datasets==5.2.0",
      "omegaconf==2.4.0",
      "tensordict==0.10.0",
      "torchdata==0.11.0",
      "codetiming==1.4.0",
      "pillow==13.0.0",
    ],
  },
];

/**
 * Makes a trainer's own Python environment in `home` unless it is there, with torch beside it.
 * @param {string} home
 * @param {Trainer} trainer
 * @returns {Promise<string>} its Python
 * @throws {Error} with pip's own words, or where there is no Python 3 with venv
 */
export async function makeTrainer(home, { name, alone, needs }) {
  if (name === "datasets") return await makeEnvironment(path.join(home, name), [needs]);
  await makeEnvironment(path.join(home, "torch"), [torch]);
  return await makeEnvironment(
    path.join(home, name),
    [needs, ...alone.map((one) => ["--no-deps", one])],
    path.join(home, "torch"),
  );
}

/**
 * @param {string} folder
 * @param {readonly (readonly string[])[]} installs pip's arguments, one call each
 * @param {string} [beside] an environment whose packages are seen too
 */
async function makeEnvironment(folder, installs, beside) {
  const bin = path.join(folder, process.platform === "win32" ? "Scripts" : "bin");
  const python = path.join(bin, process.platform === "win32" ? "python.exe" : "python");
  const stamp = path.join(folder, ".stamp");
  const print = fingerprint(folder, [], installs.flat());
  if (existsSync(python) && isStamped(stamp, print)) return python;
  await sayStep(`Making a Python environment for ${path.basename(folder)}`, () =>
    stampAfter(stamp, print, async () => {
      rmSync(folder, { recursive: true, force: true });
      const system = process.platform === "win32" ? "python" : "python3";
      await must(system, ["-m", "venv", folder], "python3 -m venv");
      if (beside !== undefined)
        writeFileSync(path.join(sitePackages(folder), "beside.pth"), `${sitePackages(beside)}\n`);
      for (const install of installs)
        await must(python, ["-m", "pip", "install", "-q", "--no-compile", ...install], "pip install");
    }),
  );
  return python;
}

/** @param {string} file @param {readonly string[]} args @param {string} title */
async function must(file, args, title) {
  const { code, output } = await runTool(file, args);
  if (code !== 0) throw new Error(`${title} failed (exit code ${code}):\n${output.trim()}`);
}

/** @param {string} folder @returns {string} */
function sitePackages(folder) {
  if (process.platform === "win32") return path.join(folder, "Lib", "site-packages");
  const [version] = readdirSync(path.join(folder, "lib")).filter((name) => name.startsWith("python3"));
  return path.join(folder, "lib", version ?? "python3", "site-packages");
}
