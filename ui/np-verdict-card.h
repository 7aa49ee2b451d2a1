/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "project/np-judgement.h"

G_BEGIN_DECLS

/* What a phone would do with the device, and what to do about it. */
#define NP_TYPE_VERDICT_CARD (np_verdict_card_get_type ())
G_DECLARE_FINAL_TYPE (NpVerdictCard, np_verdict_card, NP, VERDICT_CARD, GtkWidget)

void np_verdict_card_show (NpVerdictCard *self, const NpDeviceVerdict *verdict);

G_END_DECLS
