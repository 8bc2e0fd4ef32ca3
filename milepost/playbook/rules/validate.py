"""stub"""
LISTS={'stages':'key'}
def words(data):
    w={n:tuple(x['key'] for x in data.get(n,[])) for n in ('stages','delivery_milestones','roles','procurement_variants','call_outcomes','buying_roles','evidence_types','lead_sources','tools','tender_rules')}
    w['approval_matrix']=tuple(x['kind'] for x in data['approval_matrix']); w['evidence_tags']=tuple(data['evidence_tags']); w['document_states']=tuple(data['document_states'])
    return w
def findings(src): return list(src.findings)
