/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "factory/np-bounded-file.h"
#include "factory/np-secret-bytes.h"
#include "factory/np-st-text.h"
#include "matter/np-certificate-file.h"
#include "matter/np-test-pki.h"
#include "np-cli.h"
#include "np-error.h"

/* pki paa | pai | dac | cd: certificates and declarations for development. */

typedef struct
{
  char *issuer;
  char *issuer_key;
  char *public_key;
  char *pid;
  char *name;
  char *vid;
  gboolean der;
} CertificateArguments;

static void
certificate_arguments_clear (CertificateArguments *arguments)
{
  g_free (arguments->issuer);
  g_free (arguments->issuer_key);
  g_free (arguments->public_key);
  g_free (arguments->pid);
  g_free (arguments->name);
  g_free (arguments->vid);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CertificateArguments, certificate_arguments_clear)

typedef struct
{
  char *vid;
  char *pids;
  char *device_type;
  char *certificate_id;
  char *dac_vid;
  char *dac_pid;
  char **paas;
} CdArguments;

static void
cd_arguments_clear (CdArguments *arguments)
{
  g_free (arguments->vid);
  g_free (arguments->pids);
  g_free (arguments->device_type);
  g_free (arguments->certificate_id);
  g_free (arguments->dac_vid);
  g_free (arguments->dac_pid);
  g_strfreev (arguments->paas);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CdArguments, cd_arguments_clear)

/* What one command works on. */
typedef struct
{
  NpCertificateRole role;
  const CertificateArguments *arguments;
  guint16 vendor_id;
  guint16 product_id;
  NpAttestationKey *key; /* NULL if only a public key was given */
  GBytes *public_key;
} Job;

static void
job_clear (Job *job)
{
  g_clear_pointer (&job->key, np_attestation_key_unref);
  g_clear_pointer (&job->public_key, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

/* 0 where the option wasn't given. */
static gboolean
read_number (const char *option, const char *text, guint32 maximum, guint32 *number, GError **error)
{
  *number = 0;
  if (text == NULL || np_st_text_read_number (text, strlen (text), maximum, number) == NP_ST_TEXT_OK)
    return TRUE;
  g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s: “%s” is not a number from 0 to %u."), option, text, maximum);
  return FALSE;
}

static gboolean
read_id (const char *option, const char *text, guint16 *id, GError **error)
{
  guint32 number;

  if (!read_number (option, text, G_MAXUINT16, &number, error))
    return FALSE;
  *id = (guint16) number;
  return TRUE;
}

static GBytes *
load (const char *path, GError **error)
{
  GBytes *bytes = np_bounded_file_load (path, NP_CERTIFICATE_FILE_MAX_SIZE, _("Give a certificate or a key in DER or PEM."), error);

  if (bytes == NULL)
    g_prefix_error (error, "%s: ", path);
  return bytes;
}

static NpCertificate *
load_certificate (const char *path, GError **error)
{
  g_autoptr(GBytes) bytes = load (path, error);
  NpCertificate *certificate = bytes != NULL ? np_certificate_new (bytes, error) : NULL;

  if (bytes != NULL && certificate == NULL)
    g_prefix_error (error, "%s: ", path);
  return certificate;
}

static GBytes *
ask_passphrase (gpointer user_data)
{
  char *passphrase = np_cli_dup_secret ("-", _("Passphrase of the issuer's key"), NULL);
  GBytes *bytes = passphrase != NULL ? np_secret_bytes_new (passphrase, strlen (passphrase)) : NULL;

  np_secret_text_free (passphrase);
  return bytes;
}

static NpAttestationKey *
load_key (const char *path, GError **error)
{
  g_autoptr(GBytes) bytes = load (path, error);
  NpAttestationKey *key = bytes != NULL ? np_attestation_key_new (bytes, ask_passphrase, NULL, error) : NULL;

  if (bytes != NULL && key == NULL)
    g_prefix_error (error, "%s: ", path);
  return key;
}

/* Never over another file: it could be the only copy of a key. */
static gboolean
create_file (GFile *file, GBytes *content, GFileCreateFlags flags, GError **error)
{
  g_autoptr(GFileOutputStream) stream = g_file_create (file, flags, NULL, error);
  gsize size;
  gconstpointer data = g_bytes_get_data (content, &size);

  if (stream == NULL)
    {
      g_prefix_error (error, "%s: ", g_file_peek_path (file));
      return FALSE;
    }
  if (g_output_stream_write_all (G_OUTPUT_STREAM (stream), data, size, NULL, NULL, error) &&
      g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, error))
    return TRUE;
  g_prefix_error (error, "%s: ", g_file_peek_path (file));
  g_file_delete (file, NULL, NULL);
  return FALSE;
}

static GFile *
name_file (const char *base, const char *what, gboolean der)
{
  g_autofree char *path = g_strconcat (base, "-", what, der ? ".der" : ".pem", NULL);

  return g_file_new_for_path (path);
}

static GBytes *
encode_certificate (GBytes *der, gboolean as_der, GError **error)
{
  g_autoptr(NpCertificate) certificate = NULL;
  char *pem;

  if (as_der)
    return g_bytes_ref (der);
  certificate = np_certificate_new (der, error);
  if (certificate == NULL)
    return NULL;
  pem = np_certificate_to_pem (certificate);
  return g_bytes_new_take (pem, strlen (pem));
}

static NpCliStatus
print_files (GFile *certificate, GFile *key, const NpCliOptions *options)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (!options->json)
    {
      g_print ("%-16s%s\n", _("Certificate"), g_file_peek_path (certificate));
      if (key != NULL)
        g_print ("%-16s%s\n", _("Private key"), g_file_peek_path (key));
      return NP_CLI_DONE;
    }
  json_builder_begin_object (builder);
  np_cli_add_member (builder, "certificate", g_file_peek_path (certificate));
  np_cli_add_member (builder, "key", key != NULL ? g_file_peek_path (key) : NULL);
  json_builder_end_object (builder);
  np_cli_print_json (builder);
  return NP_CLI_DONE;
}

/* The key first, so that no certificate is left without its key. */
static NpCliStatus
write_files (const Job *job, GBytes *der, const char *base, const NpCliOptions *options)
{
  gboolean as_der = job->arguments->der;
  g_autoptr(GFile) certificate_file = name_file (base, "cert", as_der);
  g_autoptr(GFile) key_file = job->key != NULL ? name_file (base, "key", as_der) : NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) certificate = encode_certificate (der, as_der, &error);
  g_autoptr(GBytes) key = NULL;

  if (certificate == NULL)
    return np_cli_say_error (error);
  if (key_file != NULL)
    {
      key = np_attestation_key_export (job->key, as_der ? NP_KEY_FORMAT_SEC1_DER : NP_KEY_FORMAT_PKCS8_PEM, NULL, &error);
      if (key == NULL || !create_file (key_file, key, G_FILE_CREATE_PRIVATE, &error))
        return np_cli_say_error (error);
    }
  if (!create_file (certificate_file, certificate, G_FILE_CREATE_NONE, &error))
    {
      if (key_file != NULL)
        g_file_delete (key_file, NULL, NULL);
      return np_cli_say_error (error);
    }
  return print_files (certificate_file, key_file, options);
}

static gboolean
prepare_key (Job *job, GError **error)
{
  g_autoptr(GBytes) bytes = NULL;

  if (job->arguments->public_key == NULL)
    {
      job->key = np_attestation_key_generate (error);
      if (job->key != NULL)
        job->public_key = g_bytes_ref (np_attestation_key_get_public (job->key));
      return job->key != NULL;
    }
  bytes = load (job->arguments->public_key, error);
  if (bytes == NULL)
    return FALSE;
  job->public_key = np_attestation_public_key_read (bytes, error);
  if (job->public_key == NULL)
    g_prefix_error (error, "%s: ", job->arguments->public_key);
  return job->public_key != NULL;
}

static const char *
get_default_name (NpCertificateRole role)
{
  switch (role)
    {
    case NP_CERTIFICATE_DAC:
      return "Nameplate Test DAC";
    case NP_CERTIFICATE_PAI:
      return "Nameplate Test PAI";
    case NP_CERTIFICATE_PAA:
      return "Nameplate Test PAA";
    }
  g_return_val_if_reached (NULL);
}

/* (transfer full) (nullable): the certificate in DER. */
static GBytes *
issue (const Job *job, GError **error)
{
  const char *name = job->arguments->name != NULL ? job->arguments->name : get_default_name (job->role);
  g_autoptr(NpCertificate) issuer = NULL;
  g_autoptr(NpCertificate) made = NULL;
  g_autoptr(NpAttestationKey) issuer_key = NULL;

  if (job->role == NP_CERTIFICATE_PAA)
    {
      made = np_test_pki_make_paa (job->key, name, job->vendor_id, error);
      return made != NULL ? g_bytes_ref (np_certificate_get_der (made)) : NULL;
    }
  issuer = load_certificate (job->arguments->issuer, error);
  if (issuer == NULL)
    return NULL;
  issuer_key = load_key (job->arguments->issuer_key, error);
  if (issuer_key == NULL)
    return NULL;
  if (job->role == NP_CERTIFICATE_DAC)
    return np_test_pki_make_dac (job->public_key, name, job->vendor_id, job->product_id, issuer, issuer_key, error);
  made = np_test_pki_make_pai (job->public_key, name, job->vendor_id, job->product_id, issuer, issuer_key, error);
  return made != NULL ? g_bytes_ref (np_certificate_get_der (made)) : NULL;
}

static NpCliStatus
make_certificate (NpCertificateRole role, const CertificateArguments *arguments, const char *base, const NpCliOptions *options)
{
  g_auto(Job) job = { .role = role, .arguments = arguments };
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) der = NULL;

  if (role != NP_CERTIFICATE_PAA && (arguments->issuer == NULL || arguments->issuer_key == NULL))
    return np_cli_say_usage (_("Who signs it? Say it with --issuer and --issuer-key."));
  if (role != NP_CERTIFICATE_PAA && arguments->vid == NULL)
    return np_cli_say_usage (_("For which vendor? Say it with --vid."));
  if (role == NP_CERTIFICATE_DAC && arguments->pid == NULL)
    return np_cli_say_usage (_("For which product? Say it with --pid."));
  if (!read_id ("--vid", arguments->vid, &job.vendor_id, &error) || !read_id ("--pid", arguments->pid, &job.product_id, &error))
    return np_cli_say_usage ("%s", error->message);
  if (!prepare_key (&job, &error))
    return np_cli_say_error (error);
  der = issue (&job, &error);
  return der != NULL ? write_files (&job, der, base, options) : np_cli_say_error (error);
}

static NpCliStatus
parse_and_make (NpCertificateRole role, const NpCliCommand *command, char **arguments)
{
  g_auto(CertificateArguments) given = { 0 };
  /* A PAA signs itself: it has the last three alone. */
  const GOptionEntry entries[] = {
    { "issuer", 0, 0, G_OPTION_ARG_FILENAME, &given.issuer, N_("The certificate of who signs it, DER or PEM"), N_("FILE") },
    { "issuer-key", 0, 0, G_OPTION_ARG_FILENAME, &given.issuer_key, N_("The private key of who signs it"), N_("FILE") },
    { "public-key", 0, 0, G_OPTION_ARG_FILENAME, &given.public_key, N_("Certify this public key; without it a new key is made"),
      N_("FILE") },
    { "pid", 0, 0, G_OPTION_ARG_STRING, &given.pid, N_("Product ID: 0x8004"), N_("ID") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &given.name, N_("Common name of the subject"), N_("NAME") },
    { "vid", 0, 0, G_OPTION_ARG_STRING, &given.vid, N_("Vendor ID: 0xFFF1"), N_("ID") },
    { "der", 0, 0, G_OPTION_ARG_NONE, &given.der, N_("Write DER (the key as SEC1), not PEM"), NULL },
    { NULL }
  };
  g_auto(NpCliOptions) options = { 0 };
  g_auto(GStrv) rest = NULL;

  if (!np_cli_parse (command, &arguments, role == NP_CERTIFICATE_PAA ? &entries[4] : entries, 1, 1, &options))
    return NP_CLI_USAGE;
  rest = arguments;
  return make_certificate (role, &given, rest[0], &options);
}

NpCliStatus
np_cli_pki_paa (const NpCliCommand *command, char **arguments)
{
  return parse_and_make (NP_CERTIFICATE_PAA, command, arguments);
}

NpCliStatus
np_cli_pki_pai (const NpCliCommand *command, char **arguments)
{
  return parse_and_make (NP_CERTIFICATE_PAI, command, arguments);
}

NpCliStatus
np_cli_pki_dac (const NpCliCommand *command, char **arguments)
{
  return parse_and_make (NP_CERTIFICATE_DAC, command, arguments);
}

static gboolean
read_product_id (const char *option, const char *text, guint16 *id, GError **error)
{
  if (!read_id (option, text, id, error))
    return FALSE;
  if (text == NULL || *id != 0)
    return TRUE;
  g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s: 0 is no product ID. They are numbers from 1 to 65535."), option);
  return FALSE;
}

static gboolean
read_product_ids (const char *text, NpCertificationDeclaration *declaration, GError **error)
{
  g_auto(GStrv) parts = g_strsplit (text, ",", 0);
  guint n_ids = g_strv_length (parts);

  if (n_ids == 0 || n_ids > NP_CD_MAX_PRODUCT_IDS)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA,
                   ngettext ("--pid: There is %u product ID; a declaration is for 1 to %d products. Give them separated by commas.",
                             "--pid: There are %u product IDs; a declaration is for 1 to %d products. Give them separated by commas.", n_ids),
                   n_ids, NP_CD_MAX_PRODUCT_IDS);
      return FALSE;
    }
  for (guint i = 0; i < n_ids; i++)
    {
      guint16 id;

      if (!read_product_id ("--pid", parts[i], &id, error))
        return FALSE;
      if (np_certification_declaration_has_product (declaration, id))
        {
          g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("--pid: 0x%04X is given twice. Give each product ID once."), id);
          return FALSE;
        }
      g_array_append_val (declaration->product_ids, id);
    }
  return TRUE;
}

static gboolean
read_certificate_id (const char *text, NpCertificationDeclaration *declaration, GError **error)
{
  declaration->certificate_id = g_strdup (text != NULL ? text : "CSA00000SWC00000-00");
  if (strlen (declaration->certificate_id) == NP_CD_CERTIFICATE_ID_LENGTH && g_str_is_ascii (declaration->certificate_id))
    return TRUE;
  g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA,
               _("--certificate-id: “%s” is no certificate ID. Give %d letters, digits and dashes, such as CSA00000SWC00000-00."), text,
               NP_CD_CERTIFICATE_ID_LENGTH);
  return FALSE;
}

static gboolean
read_paas (char **paths, NpCertificationDeclaration *declaration, GError **error)
{
  if (paths == NULL)
    return TRUE;
  declaration->authorized_paas = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr(NpCertificate) paa = load_certificate (paths[i], error);

      if (paa == NULL)
        return FALSE;
      if (np_certificate_get_subject_key_id (paa) == NULL)
        {
          g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s: this certificate has no subject key identifier."), paths[i]);
          return FALSE;
        }
      g_ptr_array_add (declaration->authorized_paas, g_bytes_ref (np_certificate_get_subject_key_id (paa)));
    }
  return TRUE;
}

static gboolean
read_declaration (const CdArguments *arguments, NpCertificationDeclaration *declaration, GError **error)
{
  declaration->version_number = 1;
  declaration->has_dac_origin = arguments->dac_vid != NULL;
  return read_certificate_id (arguments->certificate_id, declaration, error) &&
         read_id ("--vid", arguments->vid, &declaration->vendor_id, error) && read_product_ids (arguments->pids, declaration, error) &&
         read_number ("--device-type", arguments->device_type, G_MAXUINT32, &declaration->device_type_id, error) &&
         read_id ("--dac-vid", arguments->dac_vid, &declaration->dac_origin_vendor_id, error) &&
         read_product_id ("--dac-pid", arguments->dac_pid, &declaration->dac_origin_product_id, error);
}

static NpCliStatus
make_cd (const CdArguments *arguments, const char *path, const NpCliOptions *options)
{
  g_autoptr(NpCertificationDeclaration) declaration = np_certification_declaration_new ();
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) cd = NULL;

  if (arguments->vid == NULL || arguments->pids == NULL)
    return np_cli_say_usage (_("For which vendor and products? Say it with --vid and --pid."));
  if ((arguments->dac_vid == NULL) != (arguments->dac_pid == NULL))
    return np_cli_say_usage (_("--dac-vid and --dac-pid belong together."));
  if (!read_declaration (arguments, declaration, &error))
    return np_cli_say_usage ("%s", error->message);
  if (!read_paas (arguments->paas, declaration, &error))
    return np_cli_say_error (error);
  cd = np_test_pki_make_cd (declaration, &error);
  if (cd == NULL || !create_file (file, cd, G_FILE_CREATE_NONE, &error))
    return np_cli_say_error (error);
  if (options->json)
    {
      json_builder_begin_object (builder);
      np_cli_add_member (builder, "declaration", path);
      json_builder_end_object (builder);
      np_cli_print_json (builder);
    }
  else
    g_print ("%-16s%s\n", _("Declaration"), path);
  return NP_CLI_DONE;
}

NpCliStatus
np_cli_pki_cd (const NpCliCommand *command, char **arguments)
{
  g_auto(CdArguments) given = { 0 };
  const GOptionEntry entries[] = {
    { "vid", 0, 0, G_OPTION_ARG_STRING, &given.vid, N_("Vendor ID, from 0xFFF1 to 0xFFF4"), N_("ID") },
    { "pid", 0, 0, G_OPTION_ARG_STRING, &given.pids, N_("Product IDs, separated by commas"), N_("ID,…") },
    { "device-type", 0, 0, G_OPTION_ARG_STRING, &given.device_type, N_("Main device type: 0x0100"), N_("ID") },
    { "certificate-id", 0, 0, G_OPTION_ARG_STRING, &given.certificate_id, N_("19 characters; CSA00000SWC00000-00 if not given"),
      N_("ID") },
    { "dac-vid", 0, 0, G_OPTION_ARG_STRING, &given.dac_vid, N_("Vendor ID of the DAC, if it isn't the product's"), N_("ID") },
    { "dac-pid", 0, 0, G_OPTION_ARG_STRING, &given.dac_pid, N_("Product ID of the DAC, if it isn't the product's"), N_("ID") },
    { "paa", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &given.paas, N_("Allow this PAA alone; may be given several times"), N_("FILE") },
    { NULL }
  };
  g_auto(NpCliOptions) options = { 0 };
  g_auto(GStrv) rest = NULL;

  if (!np_cli_parse (command, &arguments, entries, 1, 1, &options))
    return NP_CLI_USAGE;
  rest = arguments;
  return make_cd (&given, rest[0], &options);
}
