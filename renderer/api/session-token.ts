const KEY = 'portolan-token';

/**
 * The operator's token, if the address brought one: taken out of the fragment (`#token=…`) at once, so that neither a
 * shared address nor the history holds it, and kept for this tab only.
 */
export function takeToken(location: Location, history: History, storage: Storage): string | null {
  const fragment = new URLSearchParams(location.hash.replace(/^#/, ''));
  const token = fragment.get('token');
  if (token !== null && token !== '') {
    storage.setItem(KEY, token);
    history.replaceState(history.state, '', location.pathname + location.search);
    return token;
  }
  return storage.getItem(KEY);
}
