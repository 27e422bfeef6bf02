import { ref, time, type Wire } from "../formatters/wire";
import { refusal } from "../http/errors";
import { ok, type Context, type Handlers } from "../http/handler";
import { listWhole } from "../registers/handlers";
import {
  entriesIn,
  entryOf,
  keep,
  shownEntry,
  writtenIn,
  type Entry,
  type Register,
} from "../registers/register";
import { idOf } from "../store/ids";
import type { Store } from "../store/store";

/** The schemas of custom attributes, each with all of its versions, and the types that their fields have. */

const PATH = "conversations/customattributes/schemas";

const SCHEMAS: Register = {
  name: "custom attribute schema",
  path: PATH,
  stamp: ({ store, user }, before) => ({
    version: Number(before?.["version"] ?? 0) + 1,
    dateCreated: before?.["dateCreated"] ?? time(store.clock.now()),
    ...(user ? { createdBy: ref("users", user.id) } : {}),
  }),
};
/** By the id of the schema and the number of the version. */
const VERSIONS: Register = { name: "custom attribute schema version", path: PATH };

export const schemaIn = (store: Store, id: string): Entry | undefined => entriesIn(store, SCHEMAS).get(id);

const keepVersion = (context: Context, id: string, fields: Wire, before?: Entry): Wire => {
  const entry = keep(context, SCHEMAS, id, fields, before);
  keep(context, VERSIONS, `${id}/versions/${String(entry["version"])}`, { ...entry });
  return shownEntry(SCHEMAS, entry);
};

/** A version has the id of its schema. */
const versionsOf = ({ store, params }: Context): Wire[] => {
  const id = params["schemaId"] ?? "";
  if (!schemaIn(store, id)) throw refusal("not.found");
  return [...entriesIn(store, VERSIONS).values()]
    .filter((entry) => entry.id.startsWith(`${id}/`))
    .map((entry) => ({ ...shownEntry(VERSIONS, entry), id }));
};

const CORE_TYPES: readonly (readonly [name: string, type: string])[] = [
  ...(["text", "longtext", "url", "identifier", "enum", "date", "datetime"] as const).map(
    (name) => [name, "string"] as const,
  ),
  ["integer", "integer"],
  ["number", "number"],
  ["checkbox", "boolean"],
  ["tag", "array"],
];

const coreType = (name: string, type: string): Wire => ({
  id: idOf(`core type ${name}`),
  name,
  version: 1,
  current: true,
  schema: { title: name, type: [type, "null"] },
  selfUri: `/api/v2/${PATH}/coretypes/${name}`,
});

const LIMITS: Wire = {
  id: idOf("custom attribute limits"),
  maxNumberOfSchemasPerOrg: 200,
  maxNumberOfFieldsPerSchema: 50,
  maxNumberOfFieldsPerOrg: 350,
  selfUri: `/api/v2/${PATH}/limits`,
};

export const customAttributeSchemaHandlers: Handlers = {
  getConversationsCustomattributesSchemas: listWhole(SCHEMAS),
  getConversationsCustomattributesSchema: (context) => ok(shownEntry(SCHEMAS, entryOf(context, SCHEMAS))),
  postConversationsCustomattributesSchemas: (context) => {
    const id = context.store.ids.next(SCHEMAS.name);
    return ok(keepVersion(context, id, { enabled: true, jsonSchema: writtenIn(context) }));
  },

  /** A change names the version of the schema that was read before it. */
  putConversationsCustomattributesSchema: (context) => {
    const before = entryOf(context, SCHEMAS);
    const { version, ...fields } = writtenIn(context);
    if (version !== before["version"])
      throw refusal("bad.request", {}, { details: [{ fieldName: "version" }] });
    return ok(keepVersion(context, before.id, fields, before));
  },

  getConversationsCustomattributesSchemaVersions: (context) => {
    const entities = versionsOf(context);
    return ok({ total: entities.length, entities });
  },
  getConversationsCustomattributesSchemaVersion: (context) => {
    const wanted = Number(context.params["versionId"]);
    const found = versionsOf(context).find(({ version }) => version === wanted);
    if (!found) throw refusal("not.found");
    return ok(found);
  },

  getConversationsCustomattributesSchemasLimits: () => ok(LIMITS),
  getConversationsCustomattributesSchemasCoretypes: () => {
    const entities = CORE_TYPES.map(([name, type]) => coreType(name, type));
    return ok({ total: entities.length, entities });
  },
  getConversationsCustomattributesSchemasCoretype: ({ params }) => {
    const found = CORE_TYPES.find(([name]) => name === params["coreTypeName"]);
    if (!found) throw refusal("not.found");
    return ok(coreType(...found));
  },
};
