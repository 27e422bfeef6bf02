import type { ExternalContact, Flow } from "../entities/org";
import { refusal } from "../http/errors";
import { wrapupCodeToWire } from "../formatters/org";
import { pageOf } from "../formatters/page";
import { present, type Wire } from "../formatters/wire";
import { ok, type Context, type Handler, type Handlers } from "../http/handler";

/** What an administrator has set up and flows refer to: lists with names, page by page. */

interface Named {
  id: string;
  name: string;
}

const listOf = ({ query }: Context, name: string): string[] =>
  query.getAll(name).flatMap((text) => text.split(","));

/** Those of these ids whose names begin so; a star matches anything. */
const wanted = <T extends Named>(context: Context, all: Iterable<T>): T[] => {
  const ids = listOf(context, "id");
  const name = (context.query.get("name") ?? "").toLowerCase();
  const letters = name.replaceAll("*", "");
  const fits = (has: string): boolean =>
    name.startsWith("*") ? has.includes(letters) : has.startsWith(letters);
  return [...all]
    .filter((one) => (ids.length === 0 || ids.includes(one.id)) && fits(one.name.toLowerCase()))
    .sort((a, b) => compared(context, a, b));
};

/** By name, or by what `sortBy` names of the two that these lists have. */
const compared = ({ query }: Context, a: Named, b: Named): number => {
  const field = query.get("sortBy")?.toLowerCase() === "id" ? "id" : "name";
  return a[field].localeCompare(b[field]) * (/^desc/i.test(query.get("sortOrder") ?? "") ? -1 : 1);
};

const plain =
  (collection: string) =>
  ({ id, name }: Named): Wire => ({ id, name, state: "active", selfUri: `/api/v2/${collection}/${id}` });

const codesOfQueue: Handler = (context) => {
  const { org } = context.store;
  const queue = org.queues.get(context.params["queueId"] ?? "");
  if (!queue) throw refusal("not.found");
  const codes = queue.wrapupCodeIds.flatMap((id) => org.wrapupCodes.get(id) ?? []);
  return ok(pageOf(context, wanted(context, codes), wrapupCodeToWire));
};

const contactToWire = (contact: ExternalContact): Wire =>
  present({
    id: contact.id,
    firstName: contact.firstName,
    lastName: contact.lastName,
    workPhone: contact.phone && { e164: contact.phone, display: contact.phone },
    workEmail: contact.email,
    selfUri: `/api/v2/externalcontacts/contacts/${contact.id}`,
  });

const contactsWith = ({ store }: Context, words: string): ExternalContact[] =>
  [...store.org.externalContacts.values()].filter(({ firstName, lastName, email, phone }) =>
    `${firstName} ${lastName} ${email ?? ""} ${phone ?? ""}`.toLowerCase().includes(words.toLowerCase()),
  );

const contacts: Handler = (context) =>
  ok(pageOf(context, contactsWith(context, context.query.get("q") ?? ""), contactToWire, 20));

const contact: Handler = ({ store, params }) => {
  const found = store.org.externalContacts.get(params["contactId"] ?? "");
  if (!found) throw refusal("not.found");
  return ok(contactToWire(found));
};

/** By a number or an address, whole. */
const reverseLookup: Handler = ({ store, query }) => {
  const sought = (query.get("lookupVal") ?? "").replace(/^tel:/, "").toLowerCase();
  const found = [...store.org.externalContacts.values()].filter(
    ({ phone, email }) => sought !== "" && (phone === sought || email?.toLowerCase() === sought),
  );
  return ok({ contacts: found.map(contactToWire) });
};

interface ContactSearch {
  pageNumber?: number | null;
  pageSize?: number | null;
  operation?: { simpleSearch?: { query?: string | null; ids?: string[] | null } | null } | null;
}

/** As the list, with its filters and its page in the body. */
const searchContacts: Handler = (context) => {
  const { pageNumber, pageSize, operation } = context.body as ContactSearch;
  const { query: words, ids } = operation?.simpleSearch ?? {};
  const query = new URLSearchParams({
    pageSize: String(pageSize ?? 20),
    pageNumber: String(pageNumber ?? 1),
  });
  const found = contactsWith(context, words ?? "").filter(({ id }) => !ids || ids.includes(id));
  return ok(pageOf({ ...context, query }, found, contactToWire));
};

const flowToWire = ({ id, name, type }: Flow): Wire => ({ id, name, type, selfUri: `/api/v2/flows/${id}` });

const flow: Handler = ({ store, params }) => {
  const found = store.org.flows.get(params["flowId"] ?? "");
  if (!found) throw refusal("not.found");
  return ok({ ...flowToWire(found), active: true, system: false, deleted: false });
};

const flows: Handler = (context) => {
  const types = listOf(context, "type").map((type) => type.toUpperCase());
  const all = wanted(context, context.store.org.flows.values());
  const found = all.filter(({ type }) => types.length === 0 || types.includes(type));
  return ok(pageOf(context, found, flowToWire));
};

export const directoryHandlers: Handlers = {
  getRoutingQueueWrapupcodes: codesOfQueue,
  getRoutingWrapupcodes: (context) =>
    ok(pageOf(context, wanted(context, context.store.org.wrapupCodes.values()), wrapupCodeToWire)),
  getRoutingSkills: (context) =>
    ok(pageOf(context, wanted(context, context.store.org.skills.values()), plain("routing/skills"))),
  getRoutingLanguages: (context) =>
    ok(pageOf(context, wanted(context, context.store.org.languages.values()), plain("routing/languages"))),
  getFlow: flow,
  getFlows: flows,
  postExternalcontactsContactsSearch: searchContacts,
  getExternalcontactsContact: contact,
  getExternalcontactsContacts: contacts,
  getExternalcontactsReversewhitepageslookup: reverseLookup,
};
