// A proof of work for public forms; a page without it still works, under a stricter limit.
import "altcha/external";

const { worker } = document.currentScript.dataset;
globalThis.$altcha.algorithms.set("PBKDF2/SHA-256", () => new Worker(worker));
