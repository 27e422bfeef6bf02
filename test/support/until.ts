/** Settles once the condition holds: for what real sockets still have to bring. Mocha's time-out bounds it. */
export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
};
