import { e as useQuery } from "./base-hfMyulGH.js";
import { j as sessionQuery } from "./index-CfIzCVY9.js";
function useRights(object) {
  const {
    data: session
  } = useQuery(sessionQuery);
  const person = session?.person;
  const admin = person?.admin ?? false;
  const may = (verb) => admin || Boolean(person?.scopes.some((scope) => scope === `${object}:${verb}` || scope === `*:${verb}`));
  return {
    read: may("read") || may("write"),
    write: may("write"),
    admin
  };
}
export {
  useRights as u
};
