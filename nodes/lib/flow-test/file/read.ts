import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import type { z } from "zod";
import { readFlow } from "../../flow-check/read-flow";
import type { FlowNode } from "../../flow-check/types";
import { checkNames } from "./names";
import {
  expectationSchemaOf,
  stepSchemaOf,
  testFile,
  type Given,
  type TestCase,
  type TestFile,
} from "./schema";

/** A test file cannot be used; the message says where and why. */
export class FileError extends Error {
  override readonly name = "FileError";
}

export interface ReadCase extends TestCase {
  given: Given;
  /** The content of the file that `given.capture` names. */
  capture?: unknown;
}

export interface ReadTest {
  file: string;
  flowFile: string;
  flow: FlowNode[];
  cases: ReadCase[];
}

const textOf = (file: string, what: string): string => {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch {
    throw new FileError(`${what} ${file} cannot be read.`);
  }
};

interface Yaml {
  load(text: string): unknown;
}

/** The YAML reader that Node-RED brings along. */
const yamlOf = (nodeRed: string, file: string): Yaml => {
  try {
    const red = createRequire(nodeRed);
    return createRequire(red.resolve("@node-red/nodes/package.json"))("js-yaml") as Yaml;
  } catch {
    throw new FileError(`${file}: this Node-RED has no reader of YAML. Write the test in JSON.`);
  }
};

const contentOf = (file: string, nodeRed: string): unknown => {
  const text = textOf(file, "The test file");
  const isYaml = /\.ya?ml$/i.test(file);
  try {
    return isYaml ? yamlOf(nodeRed, file).load(text) : (JSON.parse(text) as unknown);
  } catch (error) {
    if (error instanceof FileError) throw error;
    const { message } = error as Error;
    throw new FileError(`${file} is not ${isYaml ? "YAML" : "JSON"}: ${message.split("\n")[0]}`);
  }
};

type Place = readonly PropertyKey[];

const placeOf = (path: Place): string =>
  path.reduce<string>(
    (shown, one) => (typeof one === "number" ? `${shown}[${one}]` : `${shown}${shown && "."}${String(one)}`),
    "",
  );

const parse = (file: string, schema: z.ZodType, value: unknown, path: Place): unknown => {
  const { data, error } = schema.safeParse(value);
  const [issue] = error?.issues ?? [];
  if (issue === undefined) return data;
  const place = placeOf([...path, ...issue.path]);
  throw new FileError(`${file}: ${place === "" ? "" : `${place}: `}${issue.message}.`.replace(/\.\.$/, "."));
};

type Loose = Record<string, unknown>;
const listIn = (one: unknown, key: string): unknown[] => {
  const found = typeof one === "object" && one !== null ? (one as Loose)[key] : undefined;
  return Array.isArray(found) ? (found as unknown[]) : [];
};

/** Each step and each expectation first: a union would only say that it is none of its members. */
const checkBlocks = (file: string, content: unknown): void => {
  const checkAll = (block: unknown, path: Place): void => {
    for (const [key, of] of [
      ["when", stepSchemaOf],
      ["expect", expectationSchemaOf],
    ] as const)
      for (const [index, one] of listIn(block, key).entries()) {
        const place = [...path, key, index];
        const schema = of(one);
        if (typeof schema === "string") throw new FileError(`${file}: ${placeOf(place)}: ${schema}`);
        parse(file, schema, one, place);
      }
  };
  for (const [index, one] of listIn(content, "cases").entries()) {
    checkAll(one, ["cases", index]);
    for (const [at, block] of listIn(one, "then").entries()) checkAll(block, ["cases", index, "then", at]);
  }
};

/** What a case has, over what the file has: objects are merged at their first level, lists are joined. */
export const mergeGiven = (ofFile: Given = {}, ofCase: Given = {}): Given => {
  const merged: Loose = { ...ofFile };
  for (const [key, value] of Object.entries(ofCase)) {
    const before = merged[key];
    if (Array.isArray(before) && Array.isArray(value))
      merged[key] = [...(value as unknown[]), ...(before as unknown[])];
    else if (typeof before === "object" && typeof value === "object") merged[key] = { ...before, ...value };
    else merged[key] = value;
  }
  return merged;
};

const withCapture = (file: string, read: ReadCase): ReadCase => {
  const { capture } = read.given;
  if (capture === undefined) return read;
  const named = resolve(dirname(file), capture);
  try {
    return { ...read, capture: JSON.parse(textOf(named, "The capture")) as unknown };
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError(`The capture ${named} is not JSON.`);
  }
};

const readNodes = (flowFile: string): FlowNode[] => {
  const flow = readFlow(textOf(flowFile, "The flow file"));
  if ("unreadable" in flow) throw new FileError(`${flowFile}: ${flow.unreadable}`);
  return flow.nodes;
};

/** Reads a test file and its flow. @throws FileError */
export const readTest = (file: string, nodeRed: string): ReadTest => {
  const content = contentOf(file, nodeRed);
  checkBlocks(file, content);
  const { flow: named, given, cases } = parse(file, testFile, content, []) as TestFile;
  const flowFile = resolve(dirname(file), named);
  const flow = readNodes(flowFile);
  const read = cases.map((one) => withCapture(file, { ...one, given: mergeGiven(given, one.given) }));
  const wrong = checkNames(flow, read);
  if (wrong !== undefined) throw new FileError(`${file}: ${wrong}`);
  return { file, flowFile, flow, cases: read };
};
