// Checking in at a visit: the place is asked for only after the click, and the check-in holds without it too.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-checkin]");
  if (!form || form.dataset.asked !== undefined || !navigator.geolocation) return;
  event.preventDefault();
  form.dataset.asked = "";
  const go = () => form.requestSubmit();
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      form.elements.latitude.value = coords.latitude.toFixed(6);
      form.elements.longitude.value = coords.longitude.toFixed(6);
      go();
    },
    go,
    { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 },
  );
});
