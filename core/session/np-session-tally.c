/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-session-tally.h"

typedef struct
{
  NpVerdict first;
  NpVerdict latest;
} Chip;

NpSessionTally *
np_session_tally_new (void)
{
  NpSessionTally *self = g_new0 (NpSessionTally, 1);

  self->chips = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
np_session_tally_free (NpSessionTally *self)
{
  g_hash_table_unref (self->chips);
  g_free (self);
}

void
np_session_tally_add (NpSessionTally *self, const char *chip, NpVerdict verdict)
{
  Chip *known = g_hash_table_lookup (self->chips, chip);

  if (known == NULL)
    {
      known = g_new (Chip, 1);
      known->first = NP_VERDICT_STOP;
      g_hash_table_insert (self->chips, g_strdup (chip), known);
    }
  else
    self->latest[known->latest]--;
  if (known->first == NP_VERDICT_STOP)
    {
      known->first = verdict;
      self->first[verdict]++;
    }
  known->latest = verdict;
  self->latest[verdict]++;
}

guint
np_session_tally_get_total (NpSessionTally *self)
{
  return g_hash_table_size (self->chips);
}

double
np_session_tally_get_first_pass_yield (NpSessionTally *self)
{
  guint judged = self->first[NP_VERDICT_PASS] + self->first[NP_VERDICT_FAIL] + self->first[NP_VERDICT_UNSURE];

  return judged > 0 ? (double) self->first[NP_VERDICT_PASS] / judged : -1;
}
