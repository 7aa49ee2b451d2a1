/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "../core/support-pki.h"
#include "np-chain-text.h"

/* What is said of a certificate's ids, with and without each. */
static const struct
{
  NpCertificateRole role;
  const char *vendor_id;
  const char *product_id;
  const char *text;
} cases[] = {
  { NP_CERTIFICATE_DAC, "FFF1", "8000", "VID 0xFFF1 · PID 0x8000" },
  { NP_CERTIFICATE_DAC, "FFF1", NULL, "VID 0xFFF1 · no product" },
  { NP_CERTIFICATE_DAC, NULL, "8000", "No vendor · PID 0x8000" },
  { NP_CERTIFICATE_DAC, NULL, NULL, "No vendor or product" },
  { NP_CERTIFICATE_DAC, "fff1", NULL, "No vendor or product" }, /* malformed */
  { NP_CERTIFICATE_PAI, "FFF1", "8000", "VID 0xFFF1 · PID 0x8000" },
  { NP_CERTIFICATE_PAI, "FFF1", NULL, "VID 0xFFF1 · any product" },
  { NP_CERTIFICATE_PAI, NULL, NULL, "No vendor or product" },
  { NP_CERTIFICATE_PAA, "FFF1", NULL, "VID 0xFFF1 · any product" },
  { NP_CERTIFICATE_PAA, NULL, NULL, "Any vendor and product" },
};

static NpCertificate *
get_certificate (Kit *kit, NpCertificateRole role)
{
  g_autoptr(NpCertificate) pai = np_certificate_new (kit->pai_der, NULL);

  switch (role)
    {
    case NP_CERTIFICATE_DAC: return np_certificate_new (kit->dac_der, NULL);
    case NP_CERTIFICATE_PAI: return g_steal_pointer (&pai);
    case NP_CERTIFICATE_PAA: return np_certificate_ref (np_paa_store_find (kit->paas, pai));
    }
  g_assert_not_reached ();
}

static void
test_ids (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Kit) kit = kit_new ();
      CertificateSpec *specs[] = { [NP_CERTIFICATE_DAC] = &kit->dac, [NP_CERTIFICATE_PAI] = &kit->pai, [NP_CERTIFICATE_PAA] = &kit->paa };
      g_autoptr(NpCertificate) certificate = NULL;
      g_autofree char *text = NULL;

      specs[cases[i].role]->vendor_id = cases[i].vendor_id;
      specs[cases[i].role]->product_id = cases[i].product_id;
      kit_build (kit);
      certificate = get_certificate (kit, cases[i].role);
      text = np_chain_text_dup_ids (certificate, cases[i].role);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chain-text/ids", test_ids);
  return g_test_run ();
}
