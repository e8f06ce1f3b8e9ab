// Asks the consumers' own code: node ask.mjs QUESTION FOLDER, JSON in, JSON out.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [question, folder] = process.argv.slice(2);
const asked = JSON.parse(readFileSync(0, "utf8"));
const answers = [];

if (question === "github") {
  // What the toolkit prints for each {level, properties, message}.
  const core = await import(pathToFileURL(join(folder, "@actions/core/lib/core.js")));
  const write = process.stdout.write;
  process.stdout.write = (text) => answers.push(text.replace(/\r?\n$/, ""));
  for (const { level, message, properties: p } of asked) {
    core[level](message, {
      title: p.title,
      file: p.file,
      startLine: p.line,
      endLine: p.endLine,
      startColumn: p.col,
      endColumn: p.endColumn,
    });
  }
  process.stdout.write = write;
} else if (question === "azure") {
  // What the task library reads from each line, and what it would write for that.
  const require = createRequire(import.meta.url);
  const { commandFromString } = require(join(folder, "azure-pipelines-task-lib/taskcommand.js"));
  for (const line of asked) {
    const { command, properties, message, ...rest } = commandFromString(line);
    const written = commandFromString(line).toString();
    answers.push({ command, properties, message, written, ...rest });
  }
} else if (question === "rdjson") {
  // What a reader of reviewdog's format finds wrong with each text.
  const require = createRequire(import.meta.url);
  const { validate } = require(join(folder, "@umbrelladocs/rdformat-validator"));
  for (const text of asked) {
    answers.push((await validate(text, { strictMode: true, allowExtraFields: false })).errors);
  }
}

process.stdout.write(JSON.stringify(answers));
