import { X509Certificate } from "node:crypto";
import { pageOf } from "../formatters/page";
import { time, type Wire } from "../formatters/wire";
import { refusal } from "../http/errors";
import { ok, type Handlers } from "../http/handler";

/** What the platform knows without an org: the time, time zones, its addresses, and how to read a certificate. */

/** From a block of addresses that is reserved for documentation. */
const RANGES: readonly Wire[] = [
  { cidr: "192.0.2.0/26", service: "api", region: "us-east-1", direction: "outbound" },
  { cidr: "192.0.2.64/26", service: "data-actions", region: "us-east-1", direction: "outbound" },
  { cidr: "192.0.2.128/26", service: "open-messaging", region: "us-east-1", direction: "outbound" },
];

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

const detailsOf = (pem: string, now: number): Wire => {
  const read = new X509Certificate(pem);
  const [from, to] = [Date.parse(read.validFrom), Date.parse(read.validTo)];
  const isSelfSigned = read.issuer === read.subject;
  return {
    issuer: read.issuer.replaceAll("\n", ", "),
    subject: read.subject.replaceAll("\n", ", "),
    issueDate: time(from),
    expirationDate: time(to),
    expired: now > to,
    valid: from <= now && now <= to,
    signatureValid: !isSelfSigned || read.verify(read.publicKey),
  };
};

const certificatesIn = (text: string, now: number): Wire[] => {
  try {
    return (text.match(CERTIFICATE) ?? []).map((pem) => detailsOf(pem, now));
  } catch {
    return []; // it begins and ends as a certificate, and is none
  }
};

export const utilityHandlers: Handlers = {
  getDate: ({ store }) => ok({ currentDate: time(store.clock.now()) }),
  getIpranges: () => ok({ entities: RANGES }),
  getTimezones: (context) =>
    ok(
      pageOf(context, Intl.supportedValuesOf("timeZone"), (name) => ({ id: name, name, canonicalId: name })),
    ),

  postCertificateDetails: ({ store, body }) => {
    const certificateDetails = certificatesIn(
      (body as { certificate: string }).certificate,
      store.clock.now(),
    );
    if (certificateDetails.length === 0)
      throw refusal("bad.request", {}, { details: [{ fieldName: "certificate" }] });
    return ok({ certificateDetails });
  },
};
