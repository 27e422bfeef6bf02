/** A request that is not accepted: what the caller receives. The message is for the caller, and quotes nothing of the request. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  /** One word for a program: the caller's, and for the node that counts. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
