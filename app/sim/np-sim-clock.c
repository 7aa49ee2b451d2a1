/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-sim-clock.h"

void
np_sim_clock_init (NpSimClock *self, double speed)
{
  self->speed = speed;
  self->due = g_get_monotonic_time ();
  self->started = self->due;
}

void
np_sim_clock_wait (NpSimClock *self, double seconds)
{
  gint64 now = g_get_monotonic_time ();
  gint64 duration = seconds * G_USEC_PER_SEC / self->speed;

  self->due = MAX (self->due, now - duration) + duration;
  if (self->due > now)
    g_usleep (self->due - now);
}

void
np_sim_clock_start (NpSimClock *self)
{
  self->started = g_get_monotonic_time ();
}

double
np_sim_clock_get_elapsed (const NpSimClock *self)
{
  return (g_get_monotonic_time () - self->started) / (double) G_USEC_PER_SEC;
}

double
np_sim_clock_find_speed (double speed)
{
  const char *text = g_getenv ("NAMEPLATE_SIM_SPEED");
  double factor = text != NULL ? g_ascii_strtod (text, NULL) : speed;

  return factor > 0 ? factor : 1.0;
}
