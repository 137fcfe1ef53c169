// `--server ADDRESS`: which texts are addresses of a server, also of one behind a proxy under a prefix.

/** A web address, maybe with a prefix; a query, a fragment, a user or a password belongs to no server of Kopru. */
export function isServerAddress(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) return false;
  return url.search === "" && url.hash === "" && url.username === "" && url.password === "";
}

/** Names and addresses that stay on this machine. */
const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Whether what is sent there can be read on the way. */
export function isOpenToAll(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === "http:" && !LOCAL.test(url.hostname);
}

export const badAddress = () => ({
  code: "usage",
  place: "--server",
  message: "This is no address of a server.",
  hint: "Give it as kopru serve prints it, such as http://192.0.2.7:8700/, or https://example.org/kopru/ behind a proxy.",
});
