import type { Operation } from "../../nodes/lib/facts/operations";
import { loadIndex, modelNamed, operationWithId } from "../../nodes/lib/facts/platform";

/** Parameters, fields and values as people misspell them, and what they mean. */

export interface WrongField {
  kind: string;
  operation: Operation;
  in: "parameters" | "body";
  written: string;
  meant: string;
  /** Where the name is right and its value is wrong. */
  value?: string;
}

const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
const slip = (name: string): string => name.slice(0, 3) + name.slice(4);

const fieldsOf = ({ body }: Operation): string[] => {
  const model = body === null || body.array ? undefined : modelNamed(body.model);
  return Object.entries(model?.properties ?? {}).flatMap(([name, { readOnly }]) => (readOnly ? [] : [name]));
};

const valuesOf = (operation: Operation): { name: string; value: string }[] =>
  operation.query.flatMap(({ name, enum: values = [], type }) =>
    type === "string" ? values.map((value) => ({ name, value })) : [],
  );

/** So many of each kind, from operations all over the catalogue. */
export const wrongFields = (ofEach: number): WrongField[] => {
  const operations = loadIndex().flatMap(({ id }, at) => (at % 7 === 3 ? (operationWithId(id) ?? []) : []));
  const named = operations.flatMap((operation) => [
    ...[...operation.pathParams, ...operation.query.map(({ name }) => name)].map((name) => ({
      ...{ operation, in: "parameters" as const, name },
    })),
    ...fieldsOf(operation).map((name) => ({ operation, in: "body" as const, name })),
  ]);
  const long = named.filter(({ name }) => name.length > 6);
  const spread = <T>(all: readonly T[]): T[] =>
    all.filter((_one, at) => at % Math.max(1, Math.floor(all.length / ofEach)) === 0).slice(0, ofEach);
  const ways: [string, (name: string) => string][] = [
    ["with underscores", snake],
    ["capitals", (name) => name.toUpperCase()],
    ["a letter too few", slip],
  ];
  const names = (["parameters", "body"] as const).flatMap((place) =>
    ways.flatMap(([kind, way]) =>
      spread(long.filter((one) => one.in === place && way(one.name) !== one.name)).map((one) => ({
        ...{ kind: `${place}: ${kind}`, operation: one.operation, in: place },
        ...{ written: way(one.name), meant: one.name },
      })),
    ),
  );
  const values = operations.flatMap((operation) =>
    valuesOf(operation)
      .filter(({ value }) => value.length > 6)
      .slice(0, 2)
      .map(({ name, value }) => ({
        ...{ kind: "value", operation, in: "parameters" as const, written: name, meant: value },
        value: slip(value),
      })),
  );
  return [...names, ...spread(values)];
};
