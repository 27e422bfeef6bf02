import type { NodeAPI } from "node-red";
import { z } from "zod";
import { dataActionFile, fileNameOf } from "../platform/data-actions/export";
import { configError, isGenesysError } from "../platform/errors/errors";
import { createAdminRoutes } from "./admin-routes";
import { requestOptions } from "./request-options";
import { validateOptions, withoutBlanks } from "./validate";

type Values = Record<string, unknown>;

const LONGEST_NAME = 256;
const form = z.looseObject({ name: z.string().max(LONGEST_NAME).default("") });

/** An address that Genesys Cloud can reach: it calls https only. @throws GenesysError `config` */
const publicUrlOf = (written: string, path: string): string => {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url?.protocol !== "https:" || url.username !== "" || url.search !== "" || url.hash !== "")
    throw configError(
      "publicUrl",
      'The option "publicUrl" must be the address of Node-RED as Genesys Cloud reaches it, such as https://flows.example.com.',
    );
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}${path}`;
};

/** The export of a node with these settings, deployed or not. @throws GenesysError `config` naming the option. */
export const exportOf = (config: Values) => {
  const options = validateOptions(requestOptions, withoutBlanks(config));
  const { path, method, auth, headerName, inputContract, outputContract, publicUrl } = options;
  if (auth === "local")
    throw configError(
      "auth",
      "Genesys Cloud cannot send requests to a node that accepts only those of this machine. Choose another authentication.",
    );
  const written = form.safeParse(config).data?.name.trim() ?? "";
  const name = written === "" ? path.slice(1).replaceAll("/", " ") : written;
  const file = dataActionFile({
    name,
    url: publicUrlOf(publicUrl, path),
    method,
    header: auth === "header" ? headerName : undefined,
    input: inputContract,
    output: outputContract,
  });
  return { fileName: fileNameOf(name), file };
};

/** Returns the file to the editor. No secret is sent or returned. */
export const serveExports = (RED: NodeAPI): void =>
  createAdminRoutes(RED).query("/data-action", "genesys-account.read", ({ body }, reply) => {
    try {
      reply.json({ ok: true, ...exportOf((body ?? {}) as Values) });
    } catch (error) {
      if (!isGenesysError(error)) throw error;
      const { message, cause } = error;
      reply.json({ ok: false, reason: message, field: cause.field });
    }
  });
