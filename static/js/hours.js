// Switched on without any hours, the week begins as most firms work: Monday to Friday, 9 to 18.
document.getElementById("s-hours-is_on").addEventListener("change", (event) => {
  const week = document.getElementById("s-hours-week");
  const times = [...week.querySelectorAll("[data-row] input")];
  if (!event.target.checked || times.some((time) => time.value)) return;
  for (const day of ["mon", "tue", "wed", "thu", "fri"]) {
    const [opens, closes] = week.querySelectorAll(`[data-day="${day}"] [data-row] input`);
    if (!closes) continue;
    opens.value = "09:00";
    closes.value = "18:00";
  }
});
