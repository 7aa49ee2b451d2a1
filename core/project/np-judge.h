/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "np-judgement.h"

G_BEGIN_DECLS

/* Judges factory data on a worker thread while they are being edited. One judgement is made at a time; one for data that aren't the
 * last ones asked about is dropped.
 *
 * signal "judged" (NpJudgement *judgement): of what was asked last */
#define NP_TYPE_JUDGE (np_judge_get_type ())
G_DECLARE_FINAL_TYPE (NpJudge, np_judge, NP, JUDGE, GObject)

NpJudge *np_judge_new (void);
void np_judge_ask (NpJudge *self, NpFactoryData *data, const NpRecipe *recipe);
gboolean np_judge_is_busy (NpJudge *self);

G_END_DECLS
