// Starts the API browser on the description of this very server. Nothing is loaded from elsewhere.
window.addEventListener('load', () => {
  window.SwaggerUIBundle({
    url: '/api/v1/openapi.json',
    dom_id: '#api',
    deepLinking: true,
    docExpansion: 'none',
    validatorUrl: null,
    // The list of servers has no label of its own.
    onComplete: () => document.getElementById('servers')?.setAttribute('aria-label', 'Server'),
  });
});
