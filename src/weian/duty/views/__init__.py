"""Pages of duties: to-do, calendar, board, lists, the page that says why, waivers."""
