// Starts the API browser on the description of this very server. Nothing is loaded from elsewhere.
// Light or dark as the web app is here, else as the device.
function isDark() {
  try {
    const chosen = localStorage.getItem('rapport.theme');
    if (chosen) return chosen === 'dark';
  } catch {
    // A browser that keeps nothing has no choice.
  }
  return matchMedia('(prefers-color-scheme: dark)').matches;
}
document.documentElement.classList.toggle('dark-mode', isDark());
window.addEventListener('load', () => {
  window.SwaggerUIBundle({
    url: '/api/v1/openapi.json',
    dom_id: '#api',
    // A link of its own inside of each button that opens an operation could not be told from the button.
    deepLinking: false,
    docExpansion: 'none',
    validatorUrl: null,
    // The list of servers has no label of its own.
    onComplete: () => document.getElementById('servers')?.setAttribute('aria-label', 'Server'),
  });
});
