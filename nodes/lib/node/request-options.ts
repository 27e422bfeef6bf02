import { z } from "zod";
import type { Authorization } from "../platform/data-actions/authorization";
import { FIELD_NAME, FIELD_TYPES, isList, repeatedName } from "../platform/data-actions/contract";
import { METHODS } from "../platform/data-actions/export";
import { configError } from "../platform/errors/errors";
import { unsetComplaint } from "./environment";
import { asPath, pathComplaint } from "./http-in/path";

/** The platform itself waits for 60 seconds at most. */
const LONGEST_LIMIT_SECONDS = 60;

const contract = z
  .array(
    z.object({
      name: z
        .string()
        .regex(FIELD_NAME, { error: "must be a name of letters, digits and _, which begins with a letter" }),
      type: z.enum(FIELD_TYPES).default("string"),
      required: z.boolean().default(false),
    }),
  )
  .superRefine((fields, context) => {
    const name = repeatedName(fields);
    if (name !== undefined)
      context.addIssue({ code: "custom", message: `has two fields with the name ${name}` });
  });

/** Those that the connection or the body has itself. */
const OWN_HEADERS = /^(?:content-.*|host|connection|transfer-encoding)$/i;
/** The name of a header. In the export, a dollar sign or a hash would begin something of velocity. */
const headerName = z
  .string()
  .regex(/^[\w.-]+$/, { error: "must be the name of a header" })
  .refine((name) => !OWN_HEADERS.test(name), { error: "must be a header that has no other meaning" });

/** As a dialog has them: it may still be without a path. */
export const storedRequest = z.object({
  path: z.string().default(""),
  method: z.enum(METHODS).default("POST"),
  inputContract: contract.default([]),
  outputContract: contract.default([]),
  /** `local`: requests of this machine, for trials. */
  auth: z.enum(["header", "basic", "local"]).default("header"),
  headerName: headerName.default("X-API-Key"),
  timeLimitSeconds: z.coerce.number().positive().max(LONGEST_LIMIT_SECONDS).default(10),
  /** The address of this Node-RED as Genesys Cloud reaches it; only the export has it. */
  publicUrl: z.string().default(""),
});

export const requestOptions = storedRequest
  .extend({
    path: z
      .string("is missing")
      .transform(asPath)
      .superRefine((path, context) => {
        const message = pathComplaint(path);
        if (message !== undefined) context.addIssue({ code: "custom", message });
      }),
  })
  .superRefine(({ method, inputContract }, context) => {
    const list = method === "GET" ? inputContract.find(({ type }) => isList(type)) : undefined;
    if (list === undefined) return;
    const message = `has the list ${list.name}, which a GET cannot send. Choose another method`;
    context.addIssue({ code: "custom", path: ["inputContract"], message });
  });

export type RequestOptions = z.output<typeof requestOptions>;

export interface RequestCredentials {
  headerValue?: string;
  user?: string;
  password?: string;
}

const needed = (credentials: RequestCredentials, name: keyof RequestCredentials): string => {
  const value = credentials[name];
  const complaint = value === undefined || value.trim() === "" ? "is missing" : unsetComplaint(value);
  if (value !== undefined && complaint === undefined) return value;
  throw configError(name, `The credential "${name}" ${complaint}. Set it in the node's dialog, then deploy.`);
};

/**
 * What a request has to carry. Without it, anyone could send one: a node without credentials receives nothing.
 * @throws GenesysError `config` naming the credential.
 */
export const authorizationOf = (
  { auth, headerName: name }: RequestOptions,
  credentials: RequestCredentials,
): Authorization => {
  if (auth === "local") return { auth };
  if (auth === "header") return { auth, name, value: needed(credentials, "headerValue").trim() }; // HTTP removes blanks
  return { auth, user: needed(credentials, "user"), password: needed(credentials, "password") };
};
