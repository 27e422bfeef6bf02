import type { Conversation } from "../entities/conversation";
import { present, ref, time, type Wire } from "../formatters/wire";
import { errorBody, refusal, Refusal, statusOf } from "../http/errors";
import { empty, ok, type Context, type Handler, type Handlers } from "../http/handler";
import { schemaIn } from "./custom-attribute-schemas";
import { conversationOf } from "./lookup";

/** Records of custom attributes at a conversation. They stay there when it has ended. */

interface Input {
  id: string;
  divisions?: readonly string[] | null;
  schemaId?: string | null;
  version?: number | null;
  customAttributes: Wire;
}
interface AttributeRecord extends Wire {
  id: string;
  version: number;
  customAttributes: Wire;
}

const recordsOf = ({ extras }: Conversation): readonly AttributeRecord[] =>
  (extras["customAttributes"] ?? []) as AttributeRecord[];

/** Without a new one, it is removed. */
const setRecord = (conversation: Conversation, id: string, record?: AttributeRecord): void => {
  const others = recordsOf(conversation).filter((each) => each.id !== id);
  conversation.extras["customAttributes"] = record ? [...others, record] : others;
};

const malformed = (fieldName: string) => refusal("bad.request", {}, { details: [{ fieldName }] });

/** The record has its own version, which counts; a schema knows the fields that it takes. */
const check = ({ store }: Context, input: Input, before: AttributeRecord | undefined): void => {
  if (input.version != null && input.version !== before?.version) throw malformed("version");
  if (input.schemaId == null) return;
  const schema = schemaIn(store, input.schemaId);
  if (schema?.["enabled"] !== true) throw malformed("schemaId");
  const { properties = {} } = schema["jsonSchema"] as { properties?: Wire };
  const unknown = Object.keys(input.customAttributes).find((field) => !(field in properties));
  if (unknown !== undefined) throw malformed(`customAttributes.${unknown}`);
};

const schemaRef = ({ store }: Context, { schemaId }: Input): Wire | undefined =>
  schemaId == null
    ? undefined
    : {
        ...ref("conversations/customattributes/schemas", schemaId),
        version: schemaIn(store, schemaId)?.["version"],
      };

/** A record takes the place of the one before it, or what it names is added to that. */
const write = (context: Context, input: Input, adds: boolean): AttributeRecord => {
  const conversation = conversationOf(context);
  const before = recordsOf(conversation).find(({ id }) => id === input.id);
  if (adds && !before) throw refusal("not.found");
  check(context, input, before);
  const now = time(context.store.clock.now());
  const kept = adds ? before : undefined;
  const record = present({
    ...kept,
    id: input.id,
    conversationId: conversation.id,
    divisions: input.divisions ?? kept?.["divisions"] ?? [conversation.divisionId],
    schema: schemaRef(context, input) ?? kept?.["schema"],
    customAttributes: { ...kept?.customAttributes, ...input.customAttributes },
    version: (before?.version ?? 0) + 1,
    dateCreated: before?.["dateCreated"] ?? now,
    dateModified: now,
    selfUri: `/api/v2/conversations/${conversation.id}/customattributes/${input.id}`,
  }) as AttributeRecord;
  setRecord(conversation, input.id, record);
  return record;
};

const inputOf = ({ body }: Context): Input => {
  if (body == null) throw malformed("body");
  return body as Input;
};

const messageOf = (error: Refusal, { correlationId }: Context): unknown =>
  errorBody(error, correlationId).message;

/** Each record for itself: those that are refused do not keep the others from being written. */
const bulk =
  (adds: boolean): Handler =>
  (context) => {
    conversationOf(context);
    const results: Wire = {};
    for (const input of (context.body ?? []) as Input[])
      try {
        results[input.id] = { attributes: write(context, input, adds), statusCode: 200 };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        results[input.id] = { statusCode: statusOf(error), errorMessage: messageOf(error, context) };
      }
    return ok({ results });
  };

const recordOf = (context: Context): AttributeRecord => {
  const wanted = context.params["attributesId"];
  const found = recordsOf(conversationOf(context)).find(({ id }) => id === wanted);
  if (!found) throw refusal("not.found");
  return found;
};

const search: Handler = ({ store, body }) => {
  const { pageSize, pageNumber } = body as { pageSize?: number | null; pageNumber?: number | null };
  const [size, page] = [pageSize ?? 25, pageNumber ?? 1];
  if (size < 1 || size > 100) throw malformed("pageSize");
  if (page < 1) throw malformed("pageNumber");
  const all = [...store.conversations.values()].flatMap(recordsOf);
  return ok({
    total: all.length,
    pageCount: Math.ceil(all.length / size),
    pageSize: size,
    pageNumber: page,
    types: ["customAttributes"],
    results: all.slice((page - 1) * size, page * size),
  });
};

export const customAttributeHandlers: Handlers = {
  getConversationCustomattributes: (context) => ok({ results: recordsOf(conversationOf(context)) }),
  getConversationCustomattribute: (context) => ok(recordOf(context)),
  putConversationCustomattributes: (context) => ok({ id: write(context, inputOf(context), false).id }),
  patchConversationCustomattributes: (context) => {
    write(context, inputOf(context), true);
    return empty(204);
  },
  putConversationCustomattributesBulk: bulk(false),
  patchConversationCustomattributesBulk: bulk(true),
  deleteConversationCustomattribute: (context) => {
    setRecord(conversationOf(context), recordOf(context).id);
    return empty(204);
  },
  postConversationsCustomattributesSearch: search,
};
