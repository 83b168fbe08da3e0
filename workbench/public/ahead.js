// Asks, while the workbench itself is still on its way, for what its first page waits for. A file of its own: the content
// security policy knows no scripts in the page. The workbench's own question finds the answer, whatever it is.
for (const address of ['/api/session', '/api/view'].concat(location.pathname === '/' ? '/api/overview' : [])) {
  const link = document.createElement('link');
  link.rel = 'preload';
  link.as = 'fetch';
  link.crossOrigin = 'anonymous'; // as fetch asks an address of its own origin: with the cookies
  link.href = address;
  document.head.append(link);
}
