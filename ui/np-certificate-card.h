/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "project/np-judgement.h"

G_BEGIN_DECLS

/* A box of the chain’s picture: one certificate, or the certification declaration. */
#define NP_TYPE_CERTIFICATE_CARD (np_certificate_card_get_type ())
G_DECLARE_FINAL_TYPE (NpCertificateCard, np_certificate_card, NP, CERTIFICATE_CARD, GtkWidget)

void np_certificate_card_show_certificate (NpCertificateCard *self, const NpDeviceVerdict *verdict, NpCertificateRole role, GPtrArray *problems);
void np_certificate_card_show_declaration (NpCertificateCard *self, const NpDeviceVerdict *verdict, GPtrArray *problems);

G_END_DECLS
