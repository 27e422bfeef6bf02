import type { Progress } from "../platform/types";

/** A text of the catalogue, with values in the place of `__name__`. */
export type Translate = (key: string, values?: Record<string, string>) => string;

/** One decimal place below ten, so that a small file shows that it comes. */
const megabytes = (bytes: number): string => {
  const mb = bytes / 1_000_000;
  return mb < 10 ? mb.toFixed(1) : String(Math.round(mb));
};

/** What the status shows of a long call, such as `page 3, 300 of 1240`. */
export const progressText = (progress: Progress, translate: Translate): string => {
  switch (progress.of) {
    case "page": {
      const { page, read, total } = progress;
      const values = { page: String(page), read: String(read) };
      return total === undefined
        ? translate("progress.page", values)
        : translate("progress.pageOf", { ...values, total: String(total) });
    }
    case "job": {
      const { state, percent } = progress;
      return translate("progress.job", { state: percent === undefined ? state : `${percent} %` });
    }
    case "download": {
      const { read, total } = progress;
      return total === undefined
        ? translate("progress.download", { read: megabytes(read) })
        : translate("progress.downloadOf", { read: megabytes(read), total: megabytes(total) });
    }
  }
};
