// Starts the API browser on the description of this very server. Nothing is loaded from elsewhere.
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
