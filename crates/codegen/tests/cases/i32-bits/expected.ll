; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = call i32 @llvm.ctlz.i32(i32 %0, i1 false), !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %3 = phi i32 [ %2, %start ]
  ret i32 %3, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i32 %0) #0 section ".text.func[1]" !dbg !9 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = call i32 @llvm.cttz.i32(i32 %0, i1 false), !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %3 = phi i32 [ %2, %start ]
  ret i32 %3, !dbg !11
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(i32 %0) #0 section ".text.func[2]" !dbg !12 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = call i32 @llvm.ctpop.i32(i32 %0), !dbg !13
  br label %return, !dbg !14

return:                                           ; preds = %start
  %3 = phi i32 [ %2, %start ]
  ret i32 %3, !dbg !14
}

; Function Attrs: nounwind optsize
define internal i32 @"func[3]"(i32 %0) #0 section ".text.func[3]" !dbg !15 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = icmp eq i32 %0, 0, !dbg !16
  %3 = zext i1 %2 to i32, !dbg !16
  br label %return, !dbg !17

return:                                           ; preds = %start
  %4 = phi i32 [ %3, %start ]
  ret i32 %4, !dbg !17
}

; Function Attrs: nounwind optsize
define internal i32 @"func[4]"(i32 %0) #0 section ".text.func[4]" !dbg !18 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = trunc i32 %0 to i8, !dbg !19
  %3 = sext i8 %2 to i32, !dbg !19
  br label %return, !dbg !20

return:                                           ; preds = %start
  %4 = phi i32 [ %3, %start ]
  ret i32 %4, !dbg !20
}

; Function Attrs: nounwind optsize
define internal i32 @"func[5]"(i32 %0) #0 section ".text.func[5]" !dbg !21 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = trunc i32 %0 to i16, !dbg !22
  %3 = sext i16 %2 to i32, !dbg !22
  br label %return, !dbg !23

return:                                           ; preds = %start
  %4 = phi i32 [ %3, %start ]
  ret i32 %4, !dbg !23
}

; Function Attrs: nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.ctlz.i32(i32, i1 immarg) #1

; Function Attrs: nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.cttz.i32(i32, i1 immarg) #1

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.ctpop.i32(i32) #2

; Function Attrs: nounwind optsize
define i32 @m_i32_clz(i32 %0) #0 section ".text.m_i32_clz" !dbg !24 {
  %2 = call i32 @"func[0]"(i32 %0), !dbg !25
  ret i32 %2, !dbg !25
}

; Function Attrs: nounwind optsize
define i32 @m_i32_ctz(i32 %0) #0 section ".text.m_i32_ctz" !dbg !26 {
  %2 = call i32 @"func[1]"(i32 %0), !dbg !27
  ret i32 %2, !dbg !27
}

; Function Attrs: nounwind optsize
define i32 @m_i32_popcnt(i32 %0) #0 section ".text.m_i32_popcnt" !dbg !28 {
  %2 = call i32 @"func[2]"(i32 %0), !dbg !29
  ret i32 %2, !dbg !29
}

; Function Attrs: nounwind optsize
define i32 @m_i32_eqz(i32 %0) #0 section ".text.m_i32_eqz" !dbg !30 {
  %2 = call i32 @"func[3]"(i32 %0), !dbg !31
  ret i32 %2, !dbg !31
}

; Function Attrs: nounwind optsize
define i32 @m_i32_extend8_s(i32 %0) #0 section ".text.m_i32_extend8_s" !dbg !32 {
  %2 = call i32 @"func[4]"(i32 %0), !dbg !33
  ret i32 %2, !dbg !33
}

; Function Attrs: nounwind optsize
define i32 @m_i32_extend16_s(i32 %0) #0 section ".text.m_i32_extend16_s" !dbg !34 {
  %2 = call i32 @"func[5]"(i32 %0), !dbg !35
  ret i32 %2, !dbg !35
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !36 {
  ret void, !dbg !37
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #2 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "i32.clz", linkageName: "i32.clz", scope: null, file: !3, line: 108, type: !5, scopeLine: 108, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 111, scope: !4)
!8 = !DILocation(line: 112, scope: !4)
!9 = distinct !DISubprogram(name: "i32.ctz", linkageName: "i32.ctz", scope: null, file: !3, line: 114, type: !5, scopeLine: 114, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 117, scope: !9)
!11 = !DILocation(line: 118, scope: !9)
!12 = distinct !DISubprogram(name: "i32.popcnt", linkageName: "i32.popcnt", scope: null, file: !3, line: 120, type: !5, scopeLine: 120, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 123, scope: !12)
!14 = !DILocation(line: 124, scope: !12)
!15 = distinct !DISubprogram(name: "i32.eqz", linkageName: "i32.eqz", scope: null, file: !3, line: 126, type: !5, scopeLine: 126, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 129, scope: !15)
!17 = !DILocation(line: 130, scope: !15)
!18 = distinct !DISubprogram(name: "i32.extend8_s", linkageName: "i32.extend8_s", scope: null, file: !3, line: 132, type: !5, scopeLine: 132, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 135, scope: !18)
!20 = !DILocation(line: 136, scope: !18)
!21 = distinct !DISubprogram(name: "i32.extend16_s", linkageName: "i32.extend16_s", scope: null, file: !3, line: 138, type: !5, scopeLine: 138, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 141, scope: !21)
!23 = !DILocation(line: 142, scope: !21)
!24 = distinct !DISubprogram(name: "m_i32_clz", linkageName: "m_i32_clz", scope: null, file: !3, line: 108, type: !5, scopeLine: 108, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!25 = !DILocation(line: 108, scope: !24)
!26 = distinct !DISubprogram(name: "m_i32_ctz", linkageName: "m_i32_ctz", scope: null, file: !3, line: 114, type: !5, scopeLine: 114, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 114, scope: !26)
!28 = distinct !DISubprogram(name: "m_i32_popcnt", linkageName: "m_i32_popcnt", scope: null, file: !3, line: 120, type: !5, scopeLine: 120, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!29 = !DILocation(line: 120, scope: !28)
!30 = distinct !DISubprogram(name: "m_i32_eqz", linkageName: "m_i32_eqz", scope: null, file: !3, line: 126, type: !5, scopeLine: 126, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!31 = !DILocation(line: 126, scope: !30)
!32 = distinct !DISubprogram(name: "m_i32_extend8_s", linkageName: "m_i32_extend8_s", scope: null, file: !3, line: 132, type: !5, scopeLine: 132, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!33 = !DILocation(line: 132, scope: !32)
!34 = distinct !DISubprogram(name: "m_i32_extend16_s", linkageName: "m_i32_extend16_s", scope: null, file: !3, line: 138, type: !5, scopeLine: 138, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!35 = !DILocation(line: 138, scope: !34)
!36 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!37 = !DILocation(line: 0, scope: !36)
