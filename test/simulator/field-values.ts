import { loadModels, type Shape } from "../../nodes/lib/facts/models";
import { idOf } from "../../nodes/lib/simulator/store/ids";

/** For each field of a request's model, values that mean something in the simulated org. */

const NAMED: Readonly<Record<string, unknown>> = {
  agentId: idOf("user Sam Supervisor"),
  attributes: { order: "8" },
  callerId: "+15555550177",
  callFromQueueId: idOf("queue Sales"),
  callQueueId: idOf("queue Sales"),
  callUserId: idOf("user Sam Supervisor"),
  code: idOf("wrapup code Wrong number"),
  contactId: idOf("external contact Casey Customer"),
  data: { order: "8" },
  email: "other@example.com",
  externalContactId: idOf("external contact Casey Customer"),
  flowId: idOf("flow Main menu"),
  fromAddress: "other@example.com",
  languageId: idOf("language German"),
  metadata: { order: "8" },
  phoneNumber: "+15555550143",
  queueId: idOf("queue Sales"),
  queueName: "Sales",
  responseId: "r-1",
  routingSkillsIds: [idOf("skill Contracts")],
  skillIds: [idOf("skill Contracts")],
  toAddress: "other@example.com",
  userDisplayName: "Sam Supervisor",
  userId: idOf("user Sam Supervisor"),
  userName: "sam.supervisor@example.com",
  callbackNumbers: ["+15555550143"],
};

/** As deep as bodies are looked into. */
const DEEPEST = 3;

/** An object of the model with no more than what it must have. */
export const leastOf = (model: string, at: number, depth = 0): Record<string, unknown> => {
  const { properties = {}, required = [] } = loadModels()[model] ?? {};
  return Object.fromEntries(
    required.flatMap((field) => {
      const shape = properties[field];
      const [first] = shape ? valuesOf(field, shape, at, depth + 1) : [];
      return first === undefined ? [] : [[field, first]];
    }),
  );
};

export const valuesOf = (field: string, shape: Shape, at: number, depth = 0): unknown[] => {
  if (shape.readOnly || depth > DEEPEST) return [];
  if (Object.hasOwn(NAMED, field)) return [NAMED[field]];
  if (shape.enum) return shape.enum;
  if (shape.$ref !== undefined) return [leastOf(shape.$ref, at, depth + 1)];
  switch (shape.type) {
    case "boolean":
      return [true, false];
    case "integer":
    case "number":
      return [7];
    case "array":
      return shape.items ? [valuesOf(field, shape.items, at, depth + 1).slice(0, 1)] : [[]];
    case "object":
      return [{ order: "8" }];
    default:
      return [shape.format === "date-time" ? new Date(at + 90_000).toISOString() : "other words"];
  }
};

/** A field with the values to try in it, and the body that has everything but it. */
export interface FieldCase {
  path: string;
  without: Record<string, unknown>;
  values: readonly { value: unknown; body: Record<string, unknown> }[];
}

type Body = Record<string, unknown>;

/** Every field of the model, and those of the models inside it. */
export const fieldCases = (
  model: string,
  base: Body,
  at: number,
  wrap: (inner: Body) => Body = (inner) => inner,
  prefix = "",
): FieldCase[] => {
  const { properties = {} } = loadModels()[model] ?? {};
  return Object.entries(properties).flatMap(([field, shape]): FieldCase[] => {
    const values = valuesOf(field, shape, at);
    if (values.length === 0) return [];
    const { [field]: _given, ...rest } = base;
    const path = `${prefix}${field}`;
    const own: FieldCase = {
      path,
      without: wrap(rest),
      values: values.map((value) => ({ value, body: wrap({ ...base, [field]: value }) })),
    };
    const inner = shape.$ref ?? shape.items?.$ref;
    // A participant is only repeated, or named by its first fields; what hangs below them is a model of answers.
    const isDeepEnough = prefix.split(".").length > 2 || prefix === "participants.";
    if (inner === undefined || isDeepEnough) return [own];
    const isList = shape.$ref === undefined;
    const least = leastOf(inner, at, 1);
    const put = (each: Body): Body => wrap({ ...base, [field]: isList ? [each] : each });
    return [own, ...fieldCases(inner, least, at, put, `${path}.`)];
  });
};
