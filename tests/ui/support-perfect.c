/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "matter/np-attestation-key.h"
#include "np-trust-group.h"
#include "project/np-trust-files.h"
#include "support-perfect.h"

#define VENDOR_ID 0x1A2B
#define PRODUCT_ID 0x0042

static void
set_names (CertificateSpec *spec, const char *name)
{
  spec->common_name = name;
  spec->vendor_id = "1A2B";
}

Kit *
perfect_kit_new (void)
{
  Kit *kit = kit_new ();

  set_names (&kit->paa, "Lamp Works PAA");
  set_names (&kit->pai, "Lamp Works PAI");
  set_names (&kit->dac, "Lamp Works DAC LW-2026-000417");
  kit->pai.product_id = NULL;
  kit->dac.product_id = "0042";
  kit->vendor_id = kit->cd.declaration->vendor_id = VENDOR_ID;
  kit->product_id = PRODUCT_ID;
  g_array_index (kit->cd.declaration->product_ids, guint16, 0) = PRODUCT_ID;
  kit->cd.declaration->certification_type = NP_CERTIFICATION_TYPE_OFFICIAL;
  g_free (kit->cd.declaration->certificate_id);
  kit->cd.declaration->certificate_id = g_strdup ("CSA26417MAT41701-24");
  kit->cd.own_signer = TRUE;
  kit->cd.signer_name = "Lamp Works CD Signer";
  kit_build (kit);
  return kit;
}

GFile *
perfect_write_file (ProjectFixture *fixture, const char *name, GBytes *contents)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, g_bytes_get_data (contents, NULL), (gssize) g_bytes_get_size (contents), &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static GBytes *
number_bytes (guint16 number)
{
  guint16 little_endian = GUINT16_TO_LE (number);

  return g_bytes_new (&little_endian, sizeof little_endian);
}

void
perfect_set_device (ProjectFixture *fixture, Kit *kit)
{
  g_autoptr(NpAttestationKey) key = np_attestation_key_new_from_raw (kit->dac_private_key, NULL);
  g_autoptr(GBytes) vendor_id = number_bytes (kit->vendor_id);
  g_autoptr(GBytes) product_id = number_bytes (kit->product_id);
  g_autoptr(GBytes) serial = g_bytes_new_static ("LW-2026-000417", 14);
  NpFieldValue values[] = {
    { NP_TAG_VENDOR_ID, vendor_id },
    { NP_TAG_PRODUCT_ID, product_id },
    { NP_TAG_SERIAL_NUMBER, serial },
    { NP_TAG_CERTIFICATION_DECLARATION, kit->cd_der },
    { NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, kit->dac_der },
    { NP_TAG_PAI_CERTIFICATE, kit->pai_der },
    { NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, kit->dac_private_key },
    { NP_TAG_DEVICE_ATTESTATION_PUB_KEY, np_attestation_key_get_public (key) },
  };

  np_editor_set_values (fixture->editor, values, G_N_ELEMENTS (values));
  project_wait_for_judgement (fixture);
}

void
perfect_trust (ProjectFixture *fixture, Kit *kit)
{
  NpTrustGroup *group = NP_TRUST_GROUP (project_find_type (fixture->view, NP_TYPE_TRUST_GROUP));
  g_autoptr(GFile) paa = perfect_write_file (fixture, "paa.der", kit->paa_der);
  g_autoptr(GFile) signer = perfect_write_file (fixture, "signer.der", kit->signer_der);

  np_trust_group_add_file (group, NP_TRUST_PAA, paa);
  np_trust_group_add_file (group, NP_TRUST_CD_SIGNER, signer);
  project_wait_for_judgement (fixture);
}

void
perfect_trust_nobody (void)
{
  for (int kind = NP_TRUST_PAA; kind <= NP_TRUST_CD_SIGNER; kind++)
    {
      g_auto(GStrv) names = np_trust_files_list ((NpTrustKind) kind);

      for (guint i = 0; names[i] != NULL; i++)
        np_trust_files_remove ((NpTrustKind) kind, names[i], NULL);
    }
}
