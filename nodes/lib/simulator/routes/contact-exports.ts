import { present, time } from "../formatters/wire";
import { refusal } from "../http/errors";
import { ok, type Context, type Handlers } from "../http/handler";
import type { Store } from "../store/store";
import { addressOf } from "./files";

/** The external contacts as a file: a job that is started, watched, and then names its file. */

interface Export {
  id: string;
  createdAt: number;
  status: "RUNNING" | "SUCCEEDED" | "FAILED";
  completedAt?: number;
}

const ENDS = { done: "SUCCEEDED", failed: "FAILED", cancelled: "FAILED" } as const;

const exportsIn = (store: Store): Map<string, Export> =>
  store.collection("contact exports", () => new Map<string, Export>());

/** As in a spreadsheet: quoted, a quotation mark twice. */
const cell = (text = ""): string => `"${text.replaceAll('"', '""')}"`;

const csvOf = (store: Store): Buffer => {
  const rows = [...store.org.externalContacts.values()].map(({ id, firstName, lastName, phone, email }) =>
    [id, firstName, lastName, phone, email].map((text) => cell(text)).join(","),
  );
  return Buffer.from(["Id,FirstName,LastName,Phone,Email", ...rows, ""].join("\r\n"), "utf8");
};

const toWire = (context: Context, { id, createdAt, status, completedAt }: Export) => {
  const file = { contentType: "text/csv", name: "contacts.csv", bytes: () => csvOf(context.store) };
  return present({
    ...{ id, status, dateCreated: time(createdAt), dateCompletion: time(completedAt) },
    downloadUrl: status === "SUCCEEDED" ? addressOf(context, id, file) : undefined,
    selfUri: `/api/v2/externalcontacts/contacts/exports/${id}`,
  });
};

export const contactExportHandlers: Handlers = {
  postExternalcontactsContactsExports: (context) => {
    const { store } = context;
    const made: Export = {
      id: store.ids.next("contact export"),
      createdAt: store.clock.now(),
      status: "RUNNING",
    };
    exportsIn(store).set(made.id, made);
    const { lagMs, jobRunsMs, jobEndsAs } = store.settings;
    store.clock.after(lagMs + jobRunsMs, () => {
      Object.assign(made, { status: ENDS[jobEndsAs], completedAt: store.clock.now() });
    });
    return ok(toWire(context, made));
  },
  getExternalcontactsContactsExport: (context) => {
    const found = exportsIn(context.store).get(context.params["exportId"] ?? "");
    if (!found) throw refusal("not.found");
    return ok(toWire(context, found));
  },
};
